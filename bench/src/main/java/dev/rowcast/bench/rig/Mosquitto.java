package dev.rowcast.bench.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Mosquitto of the measurement's own, without persistence and without limits on queues. It goes with this JVM, unless that is killed. */
public record Mosquitto(Process process, int port) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * Starts it, and returns when it listens.
     *
     * @param directory for its configuration and log
     * @param noDelay whether it sends small packets at once; by default it does not
     * @throws IOException also if the program {@code mosquitto} is not there
     */
    public static Mosquitto start(Path directory, boolean noDelay) throws IOException, InterruptedException {
        Path files = Files.createTempDirectory(directory, "mosquitto");
        int port = FreePort.pick();
        Path configuration = files.resolve("mosquitto.conf");
        Files.write(
                configuration,
                List.of(
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous true",
                        "max_queued_messages 0",
                        "max_inflight_messages 0",
                        "set_tcp_nodelay " + noDelay));
        ProcessBuilder builder = new ProcessBuilder("mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(files.resolve("log").toFile());
        builder.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end Mosquitto"));
        Mosquitto mosquitto = new Mosquitto(process, port);
        mosquitto.awaitListening(files.resolve("log"));
        return mosquitto;
    }

    private void awaitListening(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    throw new IOException("Mosquitto does not listen:\n" + Files.readString(log), e);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    public URI url() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** What it has used until now. */
    public ProcessUsage usage() throws IOException {
        return ProcessUsage.of(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
