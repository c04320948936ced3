package dev.rowcast.torture;

import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Rowcast with a small heap, killed and started again as often as is asked for; what all of them printed is kept. One that
 * ends by itself is an error: for want of memory too. One thread.
 */
final class KillableRowcast implements AutoCloseable {
    static final String HEAP = "-Xmx64m";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TAIL_LINES = 120;

    private final TestingSettings settings;
    private final StringBuilder formerOutput = new StringBuilder();
    private TestingRowcastProcess process;

    private KillableRowcast(TestingSettings settings) throws IOException {
        this.settings = settings;
        process = launch(settings);
    }

    /** Returns at once. */
    static KillableRowcast launched(TestingSettings settings) throws IOException {
        return new KillableRowcast(settings);
    }

    private static TestingRowcastProcess launch(TestingSettings settings) throws IOException {
        return TestingRowcastProcess.launch(settings, HEAP, "-XX:+ExitOnOutOfMemoryError");
    }

    void kill() {
        requireAlive();
        process.kill();
        formerOutput.append(process.output()).append("killed\n");
        process.close();
    }

    /** After {@link #kill}. Returns at once. */
    void launch() throws IOException {
        process = launch(settings);
    }

    /** Whether it publishes changes; not of one that stands by. */
    boolean isStreaming() {
        return process.isStreaming();
    }

    /** It does nothing any more, and its connections stand. */
    void suspend() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** The broker's address, if it is embedded. */
    URI mqttUrl() {
        return process.mqttUrl();
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("Rowcast ended by itself");
        }
    }

    void fillDisk() throws IOException, InterruptedException {
        process.fillDisk();
    }

    void freeDisk() throws IOException, InterruptedException {
        process.freeDisk();
    }

    /** Waits for a line of the process that runs now. */
    void awaitLine(String part) {
        Awaitility.await("Rowcast says: " + part)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> process.output().contains(part));
    }

    /** How many lines of all processes have this in them. */
    long count(String part) {
        return output().lines().filter(line -> line.contains(part)).count();
    }

    /** The last that was printed. */
    String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private String output() {
        return formerOutput + process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
