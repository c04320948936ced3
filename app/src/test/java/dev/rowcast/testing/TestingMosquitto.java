package dev.rowcast.testing;

import dev.rowcast.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/**
 * A Mosquitto process on free ports, for TCP and WebSocket. Anonymous clients may read, {@link #USERNAME} may do anything.
 * Its limits are set as the documentation asks users to. It keeps nothing over its end, unless it is durable and was stopped in
 * good order.
 */
public final class TestingMosquitto implements AutoCloseable {
    public static final String USERNAME = "rowcast";
    public static final String PASSWORD = "s3cret";

    private static final Path SERVER = Path.of("/usr/sbin/mosquitto");
    private static final Path PASSWORD_TOOL = Path.of("/usr/bin/mosquitto_passwd");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    static {
        // a test with the embedded broker may follow in this JVM
        EmbeddedBroker.prepareNetty();
    }

    private final Path directory;
    private final int mqttPort;
    private final int webSocketPort;

    private Process process;

    /**
     * Lines of its configuration.
     *
     * @param rights what {@link #USERNAME} may do, in lines of an ACL file
     */
    public record Options(List<String> general, List<String> ofEachListener, String rights) {
        public static final Options NONE = new Options(List.of(), List.of(), "topic readwrite #\n");

        public Options {
            general = List.copyOf(general);
            ofEachListener = List.copyOf(ofEachListener);
        }

        /** With lines that hold for all listeners. */
        public static Options general(String... lines) {
            return new Options(List.of(lines), List.of(), NONE.rights);
        }

        /** With lines that are repeated for each listener. */
        public static Options ofEachListener(String... lines) {
            return new Options(List.of(), List.of(lines), NONE.rights);
        }

        /** With other rights of {@link #USERNAME}. */
        public static Options rights(String... lines) {
            return new Options(List.of(), List.of(), String.join("\n", lines) + "\n");
        }
    }

    private TestingMosquitto(Path directory, int mqttPort, int webSocketPort) throws IOException {
        this.directory = directory;
        this.mqttPort = mqttPort;
        this.webSocketPort = webSocketPort;
        process = launch(directory);
    }

    /** Whether Mosquitto is installed. */
    public static boolean isInstalled() {
        return Files.isExecutable(SERVER) && Files.isExecutable(PASSWORD_TOOL);
    }

    /**
     * Starts a server that keeps its files in the directory.
     *
     * @throws TestAbortedException if Mosquitto is not installed: the test is skipped
     */
    public static TestingMosquitto start(Path directory) throws IOException, InterruptedException {
        return start(directory, Options.NONE);
    }

    /** As {@link #start(Path)}, set in another way. */
    public static TestingMosquitto start(Path directory, Options options) throws IOException, InterruptedException {
        return start(directory, false, options);
    }

    /** As {@link #start}, and keeps sessions and retained messages over {@link #stop()}. */
    public static TestingMosquitto startDurable(Path directory) throws IOException, InterruptedException {
        return start(directory, true, Options.NONE);
    }

    private static TestingMosquitto start(Path directory, boolean durable, Options options)
            throws IOException, InterruptedException {
        if (!isInstalled()) {
            throw new TestAbortedException("SKIPPED: " + SERVER + " and " + PASSWORD_TOOL + " are not installed");
        }
        int mqttPort = TestingPorts.free();
        int webSocketPort = TestingPorts.free();
        Path passwords = directory.resolve("passwords");
        Files.writeString(passwords, "");
        int outcome = new ProcessBuilder(PASSWORD_TOOL.toString(), "-b", passwords.toString(), USERNAME, PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("passwords.log").toFile())
                .start()
                .waitFor();
        if (outcome != 0) {
            throw new IOException(Files.readString(directory.resolve("passwords.log")));
        }
        Files.writeString(directory.resolve("acl"), "topic read #\nuser " + USERNAME + "\n" + options.rights());
        List<String> lines = new ArrayList<>(general(directory, durable));
        lines.addAll(options.general());
        lines.add("listener " + mqttPort + " 127.0.0.1");
        lines.addAll(options.ofEachListener());
        lines.add("listener " + webSocketPort + " 127.0.0.1");
        lines.add("protocol websockets");
        lines.addAll(options.ofEachListener());
        Files.write(directory.resolve("mosquitto.conf"), lines);
        TestingMosquitto server = new TestingMosquitto(directory, mqttPort, webSocketPort);
        server.awaitListening();
        return server;
    }

    private static List<String> general(Path directory, boolean durable) {
        return List.of(
                // stay who we are, or it could not read its files when started by root
                "user " + System.getProperty("user.name"),
                "allow_anonymous true",
                "password_file " + directory.resolve("passwords"),
                "acl_file " + directory.resolve("acl"),
                "persistence " + durable,
                "persistence_location " + directory + "/",
                // the default of 1000 truncates what a new subscriber gets of the retained messages
                "max_queued_messages 0",
                "set_tcp_nodelay true");
    }

    public URI mqttUrl() {
        return URI.create("mqtt://127.0.0.1:" + mqttPort);
    }

    public URI webSocketUrl() {
        return URI.create("ws://127.0.0.1:" + webSocketPort + "/mqtt");
    }

    public int mqttPort() {
        return mqttPort;
    }

    /** Ends the server at once, as a crash would; it forgets everything. */
    public void kill() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(directory.resolve("mosquitto.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server in good order. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Starts it again on the same ports, after {@link #kill()} or {@link #stop()}. */
    public void restart() throws IOException {
        process = launch(directory);
        awaitListening();
    }

    /** Stops the process where it is; its connections stay open, and new ones are taken by the system. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets the process go on. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int outcome = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (outcome != 0) {
            throw new IOException("kill ended with " + outcome);
        }
    }

    private static Process launch(Path directory) throws IOException {
        return new ProcessBuilder(
                        SERVER.toString(),
                        "-c",
                        directory.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
    }

    private void awaitListening() {
        Awaitility.await("Mosquitto listens; see " + directory.resolve("mosquitto.log"))
                .atMost(START_TIMEOUT)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> isListening(mqttPort) && isListening(webSocketPort));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
