package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.Debezium;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import java.io.IOException;
import java.time.Duration;

/**
 * Debezium's engine that was started.
 *
 * @param last gets the event of the last change of the backlog
 */
record DebeziumAttempt(JavaProcess process, Mosquitto broker, Arrivals last) implements Attempt {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public boolean hasPage() {
        return false;
    }

    @Override
    public void awaitPage() {
        throw new UnsupportedOperationException("Debezium has no page");
    }

    @Override
    public void awaitReady() throws IOException, InterruptedException {
        process.awaitLine(Debezium.READY, LIMIT);
    }

    @Override
    public void awaitCaughtUp() throws IOException, InterruptedException {
        last.next(LIMIT);
    }

    @Override
    public void close() {
        process.close();
        last.close();
        broker.close();
    }
}
