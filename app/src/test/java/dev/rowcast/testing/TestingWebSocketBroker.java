package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** A Mosquitto of our own on loopback, with MQTT over TCP and over WebSocket, open to everybody. */
public final class TestingWebSocketBroker implements AutoCloseable {
    private static final List<Path> USUAL_PATHS = List.of(
            Path.of("/usr/sbin/mosquitto"),
            Path.of("/usr/local/sbin/mosquitto"),
            Path.of("/opt/homebrew/sbin/mosquitto"));
    private static final Duration START_TIMEOUT = Duration.ofSeconds(15);

    private final Path directory;
    private final int port;
    private final int webSocketPort;
    private final Process process;

    private TestingWebSocketBroker(Path directory, int port, int webSocketPort, Process process) {
        this.directory = directory;
        this.port = port;
        this.webSocketPort = webSocketPort;
        this.process = process;
    }

    /** Starts one; where Mosquitto is not installed the test is skipped, and says so. */
    public static TestingWebSocketBroker start() throws IOException {
        Optional<Path> executable =
                USUAL_PATHS.stream().filter(Files::isExecutable).findFirst();
        if (executable.isEmpty()) {
            throw new TestAbortedException("SKIPPED: no mosquitto at " + USUAL_PATHS);
        }
        Path directory = Files.createTempDirectory("rowcast-mosquitto");
        int port = freePort();
        int webSocketPort = freePort();
        Path configuration = directory.resolve("mosquitto.conf");
        Files.writeString(
                configuration,
                """
                listener %d 127.0.0.1
                listener %d 127.0.0.1
                protocol websockets
                allow_anonymous true
                set_tcp_nodelay true
                max_queued_messages 0
                """
                        .formatted(port, webSocketPort),
                UTF_8);
        Process process = new ProcessBuilder(executable.get().toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        TestingWebSocketBroker broker = new TestingWebSocketBroker(directory, port, webSocketPort, process);
        Awaitility.await("mosquitto to listen").atMost(START_TIMEOUT).until(broker::isListening);
        return broker;
    }

    public int port() {
        return port;
    }

    public int webSocketPort() {
        return webSocketPort;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(directory.resolve("log"));
        Files.deleteIfExists(directory.resolve("mosquitto.conf"));
        Files.deleteIfExists(directory);
    }

    private boolean isListening() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("mosquitto ended: " + Files.readString(directory.resolve("log")));
        }
        return accepts(port) && accepts(webSocketPort);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
