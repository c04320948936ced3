package dev.rowcast.bench.polling;

import static java.util.Objects.requireNonNull;

import dev.rowcast.bench.rig.BenchDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All ways beside one another on the same writes, with so many clients each.
 *
 * @param clients of each way that is scaled
 * @param duration from the first write until every client has had time to see the last one
 */
record Round(int clients, Duration duration, Map<Way, Outcome> outcomes) {
    private static final int ORDERS_BEFORE = 200;
    private static final long ORDERS_PER_ROUND = 1_000_000;
    /** The longest interval, and time for the last request. */
    private static final Duration DRAIN = Way.UPDATED_AT.interval().plusMillis(500);

    /** What one way came to. */
    record Outcome(Verdict verdict, Tally.Counts counts, DatabaseLoad load) {}

    /** Where all is. */
    record Servers(BenchDatabase database, URI broker) {}

    Round {
        outcomes = Map.copyOf(outcomes);
    }

    Outcome outcome(Way way) {
        return requireNonNull(outcomes.get(way));
    }

    long queriesPerMinute(Way way) {
        return Math.round(outcome(way).load.queries() * 60_000.0 / duration.toMillis());
    }

    /** @param number from 1 on: each round has orders and writes of its own */
    static Round run(Servers servers, int number, int clients, Duration writing, double perSecond) throws Exception {
        try (Connection root = servers.database.connectAsRoot()) {
            long firstOrder = number * ORDERS_PER_ROUND;
            List<Long> orders = ShopSchema.fill(root, firstOrder, ORDERS_BEFORE);
            Truth truth = new Truth(WritePlan.of(number, writing, perSecond, orders, firstOrder + ORDERS_BEFORE));
            Map<Way, Clients> all = new EnumMap<>(Way.class);
            try {
                for (Way way : Way.values()) {
                    all.put(way, connect(servers, way, truth, way.scaled() ? clients : 1));
                }
                return measure(servers.database, root, truth, clients, all);
            } finally {
                for (Clients some : all.values()) {
                    some.close();
                }
            }
        }
    }

    private static Clients connect(Servers servers, Way way, Truth truth, int count)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        return way == Way.ROWCAST
                ? Subscribers.connect(servers.broker, truth, count)
                : Pollers.connect(servers.database, way, truth, count);
    }

    private static Round measure(
            BenchDatabase database, Connection root, Truth truth, int clients, Map<Way, Clients> all)
            throws SQLException, InterruptedException, ExecutionException {
        Map<Way, DatabaseLoad> before = loads(root);
        long start = System.nanoTime();
        all.values().forEach(Clients::start);
        Writers.run(database, truth);
        TimeUnit.NANOSECONDS.sleep(DRAIN.toNanos());
        for (Clients some : all.values()) {
            some.stop();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        Map<Way, DatabaseLoad> after = loads(root);
        Map<Way, Outcome> outcomes = new EnumMap<>(Way.class);
        all.forEach((way, some) -> outcomes.put(
                way,
                new Outcome(
                        Verdict.of(truth, some.sightings(), way.longEnough()),
                        some.tally().counts(),
                        requireNonNull(after.get(way)).since(requireNonNull(before.get(way))))));
        return new Round(clients, duration, outcomes);
    }

    private static Map<Way, DatabaseLoad> loads(Connection root) throws SQLException {
        Map<Way, DatabaseLoad> loads = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            loads.put(way, DatabaseLoad.of(root, way.user()));
        }
        return loads;
    }
}
