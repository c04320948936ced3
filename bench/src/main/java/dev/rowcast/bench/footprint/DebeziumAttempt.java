package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.Arrivals;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Debezium's engine that was started.
 *
 * @param last gets the event of the last change of the backlog
 */
record DebeziumAttempt(JavaProcess process, Mosquitto broker, Arrivals last) implements Attempt {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("^ready$");

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
        process.awaitLine(READY, LIMIT);
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
