package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.EmbeddedBroker;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A broker in a JVM of its own, with a class path of its own, on free ports for TCP and WebSocket: one of the programs of
 * {@code app/src/test/brokers}. Anonymous clients may read, {@link TestingMosquitto#USERNAME} may do anything.
 */
final class TestingBrokerProcess implements AutoCloseable {
    private static final String CLASS_PATH = "/testing-brokers.classpath";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    static {
        // a test with the embedded broker may follow in this JVM
        EmbeddedBroker.prepareNetty();
    }

    private final List<String> command;
    private final Path log;
    private final Ports ports;

    private Process process;

    /** Where it listens, on 127.0.0.1. */
    record Ports(int mqtt, int webSocket) {
        static Ports free() throws IOException {
            return new Ports(TestingPorts.free(), TestingPorts.free());
        }
    }

    private TestingBrokerProcess(List<String> command, Path log, Ports ports) throws IOException {
        this.command = command;
        this.log = log;
        this.ports = ports;
        process = launch(command, log);
        awaitListening();
    }

    /**
     * Starts one.
     *
     * @param program the simple name of its class
     * @param log takes what it prints
     */
    static TestingBrokerProcess start(String program, Path log, Ports ports, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                // as HiveMQ's own start script does
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                classPath(),
                "dev.rowcast.testing.brokers." + program));
        command.addAll(List.of(arguments));
        return new TestingBrokerProcess(List.copyOf(command), log, ports);
    }

    /** The programs themselves are where the list of what they need is. */
    private static String classPath() throws IOException {
        URL resource =
                requireNonNull(TestingBrokerProcess.class.getResource(CLASS_PATH), "app/src/test/brokers is not built");
        try (InputStream libraries = resource.openStream()) {
            return programs(resource) + File.pathSeparator + new String(libraries.readAllBytes(), UTF_8).strip();
        }
    }

    /** A directory or a jar. */
    private static Path programs(URL resource) {
        String place = resource.toString().replace("!" + CLASS_PATH, "").replace(CLASS_PATH, "");
        try {
            return Path.of(new URI(place.replaceFirst("^jar:", "")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    URI mqttUrl() {
        return URI.create("mqtt://127.0.0.1:" + ports.mqtt());
    }

    URI webSocketUrl() {
        return URI.create("ws://127.0.0.1:" + ports.webSocket() + "/mqtt");
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again on the same ports. */
    void restart() throws IOException {
        process = launch(command, log);
        awaitListening();
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitListening() {
        Awaitility.await("the broker listens; see " + log)
                .atMost(START_TIMEOUT)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .failFast("it has ended", () -> !process.isAlive())
                .until(() -> isListening(ports.mqtt()) && isListening(ports.webSocket()));
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
        kill();
    }
}
