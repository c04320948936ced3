package dev.rowcast.bench.polling;

import dev.rowcast.bench.rig.BenchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Clients that ask the database again and again, each over a connection of its own and at moments of its own. */
final class Pollers implements Clients {
    private static final int MOST_THREADS = 32;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Way way;
    private final Sightings sightings;
    private final Truth truth;
    private final Tally tally = new Tally();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final ScheduledExecutorService threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Pollers(Way way, Truth truth, int count) {
        this.way = way;
        this.truth = truth;
        sightings = new Sightings(truth);
        threads = Executors.newScheduledThreadPool(Math.min(count, MOST_THREADS));
    }

    static Pollers connect(BenchDatabase database, Way way, Truth truth, int count) throws SQLException {
        Pollers pollers = new Pollers(way, truth, count);
        boolean connected = false;
        try {
            for (int i = 0; i < count; i++) {
                Connection connection = database.connect(way.user());
                pollers.connections.add(connection);
                pollers.questions.add(question(way, connection));
            }
            connected = true;
            return pollers;
        } finally {
            if (!connected) {
                pollers.close();
            }
        }
    }

    private static Question question(Way way, Connection connection) throws SQLException {
        return switch (way) {
            case UPDATED_AT -> new Question.UpdatedSince(connection, "updated_at");
            case WHOLE_SECONDS -> new Question.UpdatedSince(connection, "updated_second");
            case CHANGE_TABLE -> new Question.LoggedSince(connection);
            case ROWCAST -> throw new IllegalArgumentException("nobody polls Rowcast");
        };
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks tell of failures themselves
    public void start() {
        long interval = way.interval().toMillis();
        SplittableRandom random = new SplittableRandom(interval);
        for (int i = 0; i < questions.size(); i++) {
            int client = i;
            Sightings seen = client == 0 ? sightings : new Sightings(truth);
            threads.scheduleAtFixedRate(
                    () -> ask(client, seen), random.nextLong(interval), interval, TimeUnit.MILLISECONDS);
        }
    }

    private void ask(int client, Sightings seen) {
        try {
            tally.request(questions.get(client).ask(connections.get(client), seen));
        } catch (SQLException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        threads.shutdown();
        boolean ended = threads.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        Throwable thrown = failure.get();
        if (thrown != null || !ended) {
            throw new IllegalStateException("a poller has failed, or its last query takes too long", thrown);
        }
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
