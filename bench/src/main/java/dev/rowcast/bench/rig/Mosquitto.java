package dev.rowcast.bench.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        return start(Files.createTempDirectory(directory, "mosquitto"), noDelay, List.of());
    }

    /**
     * The same with persistence: it begins with what an earlier one in the same directory held when it was stopped.
     *
     * @param files its own directory, or a copy of one
     */
    public static Mosquitto resume(Path files, boolean noDelay) throws IOException, InterruptedException {
        return start(
                files,
                noDelay,
                List.of(
                        "persistence true",
                        "persistence_location " + files.toAbsolutePath() + "/",
                        // saves when it stops, and never meanwhile
                        "autosave_interval 0",
                        // who started it may write there
                        "user " + System.getProperty("user.name")));
    }

    private static Mosquitto start(Path files, boolean noDelay, List<String> further)
            throws IOException, InterruptedException {
        int port = FreePort.pick();
        Path configuration = files.resolve("mosquitto.conf");
        List<String> lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "max_queued_messages 0",
                "max_inflight_messages 0",
                "set_tcp_nodelay " + noDelay));
        lines.addAll(further);
        Files.write(configuration, lines);
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

    /** Ends it in good order: with persistence, all that it holds is on disk afterwards. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
