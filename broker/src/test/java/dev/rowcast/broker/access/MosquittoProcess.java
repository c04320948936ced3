package dev.rowcast.broker.access;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The installed Mosquitto with a password file and an ACL file, and clients of it. */
final class MosquittoProcess implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/mosquitto");
    private static final Path PASSWORD_TOOL = Path.of("/usr/bin/mosquitto_passwd");

    private final int port;
    private final Process process;
    private final List<Mqtt3BlockingClient> clients = new ArrayList<>();

    private MosquittoProcess(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Skips the test where Mosquitto is not installed. */
    static void require() {
        if (!Files.isExecutable(SERVER) || !Files.isExecutable(PASSWORD_TOOL)) {
            throw new TestAbortedException("SKIPPED: " + SERVER + " and " + PASSWORD_TOOL + " are not installed");
        }
    }

    /** Runs {@code mosquitto_passwd}. */
    static void passwd(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PASSWORD_TOOL.toString()));
        command.addAll(Arrays.asList(arguments));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    static MosquittoProcess start(Path directory, Path passwords, @Nullable Path acl) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> lines = new ArrayList<>(List.of(
                // stay who we are, or it could not read its files when started by root
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "persistence false",
                "password_file " + passwords));
        if (acl != null) {
            lines.add("acl_file " + acl);
        }
        Path configuration = Files.write(directory.resolve("mosquitto.conf"), lines);
        Process process = new ProcessBuilder(SERVER.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
        MosquittoProcess server = new MosquittoProcess(port, process);
        Awaitility.await("Mosquitto listens; see " + directory.resolve("mosquitto.log"))
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(server::isListening);
        return server;
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A client that is not connected yet. */
    Mqtt3BlockingClient client(String clientId, @Nullable String username, @Nullable String password) {
        Mqtt3ClientBuilder builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port);
        if (username != null && password != null) {
            builder.simpleAuth()
                    .username(username)
                    .password(password.getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        Mqtt3BlockingClient client = builder.buildBlocking();
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        for (Mqtt3BlockingClient client : clients) {
            if (client.getState().isConnected()) {
                client.disconnect();
            }
        }
        process.destroyForcibly().onExit().join();
    }
}
