package dev.rowcast.bench.catchup;

import dev.rowcast.bench.rig.Debezium;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Rowcast and Debezium before the backlog, so that each keeps a place. One thread. */
final class Followers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Programs programs;
    private final Workload workload;
    private final List<EventCounter> counters = new ArrayList<>();
    /** Closed from the last to the first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Followers(Programs programs, Workload workload) {
        this.programs = programs;
        this.workload = workload;
    }

    /**
     * Starts them, and returns when they follow.
     *
     * @param directory what they have is kept in
     * @param mosquitto which Rowcast publishes to, and keeps its checkpoint on
     * @param all or Rowcast with that Mosquitto alone
     */
    void start(Path directory, Mosquitto mosquitto, boolean all) throws IOException, InterruptedException {
        RowcastProcess rowcast = opened(programs.rowcast(
                Files.createTempDirectory(directory, "rowcast"), List.of(), Preparation.on(mosquitto)));
        if (all) {
            startOthers(directory);
        }
        rowcast.awaitReady(LIMIT);
        count(mosquitto.url());
    }

    private void startOthers(Path directory) throws IOException, InterruptedException {
        RowcastProcess embedded = opened(
                programs.rowcast(directory.resolve(Preparation.EMBEDDED), List.of(), Preparation.withOwnBroker(0)));
        Mosquitto mosquitto = opened(Mosquitto.start(directory, true));
        JavaProcess debezium = opened(programs.debezium(mosquitto, directory.resolve(Preparation.DEBEZIUM)));
        embedded.awaitReady(LIMIT);
        count(embedded.broker());
        debezium.awaitLine(Debezium.READY, LIMIT);
        count(mosquitto.url());
    }

    private void count(URI broker) throws IOException, InterruptedException {
        counters.add(opened(EventCounter.subscribe(broker, workload, LIMIT)));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Waits until each of them has published {@link Workload#mark()}. */
    void awaitMark() throws IOException, InterruptedException {
        for (EventCounter counter : counters) {
            counter.awaitMark(LIMIT);
        }
    }

    /** Ends them in good order, so that each saves its place. */
    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IOException("one who followed does not end", e);
            }
        }
    }
}
