package dev.rowcast.bench.snapshot;

import dev.rowcast.bench.rig.BenchDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Updates of random orders, each a transaction, twenty a second, while the table is read; from its start to its end. */
final class Trickle implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final Connection connection;
    private final int rows;
    private final long first;
    private final ConcurrentLinkedQueue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Map<Long, Long> seenAt = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;

    /** Times by {@link System#nanoTime()}. */
    private record Write(long number, long sentAt, long committedAt) {}

    private Trickle(Connection connection, int rows, long first) {
        this.connection = connection;
        this.rows = rows;
        this.first = first;
    }

    /** @param first number, which the row says in {@code quantity}; the next ones follow it */
    static Trickle start(BenchDatabase database, int rows, long first) throws SQLException {
        Trickle trickle = new Trickle(database.connectAsRoot(), rows, first);
        new Thread(trickle::run, "trickle").start();
        return trickle;
    }

    private void run() {
        SplittableRandom random = new SplittableRandom(first);
        long due = System.nanoTime();
        try (PreparedStatement update = connection.prepareStatement("UPDATE orders SET quantity = ? WHERE id = ?")) {
            for (long number = first; !stopping; number++) {
                LockSupport.parkNanos(due - System.nanoTime());
                due += INTERVAL.toNanos();
                update.setLong(1, number);
                update.setInt(2, random.nextInt(1, rows + 1));
                long sent = System.nanoTime();
                update.executeUpdate();
                writes.add(new Write(number, sent, System.nanoTime()));
            }
            ended.complete(null);
        } catch (SQLException e) {
            ended.completeExceptionally(e);
        }
    }

    /** An event with this number has come. */
    void see(long number, long nanoTime) {
        seenAt.putIfAbsent(number, nanoTime);
    }

    /** Returns when the last one is committed. */
    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        ended.get();
    }

    /** How many were made between the two moments. */
    int count(long from, long until) {
        return between(from, until).size();
    }

    /** Whether the events of all those have come. */
    boolean hasAll(long from, long until) {
        return between(from, until).stream().allMatch(write -> seenAt.containsKey(write.number()));
    }

    /** How long the events of those took since their commit; of one that has not come there is none. */
    LongStream delays(long from, long until) {
        return between(from, until).stream().flatMapToLong(write -> {
            Long at = seenAt.get(write.number());
            return at == null ? LongStream.empty() : LongStream.of(at - write.committedAt());
        });
    }

    private List<Write> between(long from, long until) {
        return writes.stream()
                .filter(write -> write.sentAt() - from >= 0 && write.committedAt() - until <= 0)
                .toList();
    }

    @Override
    public void close() throws SQLException {
        stopping = true;
        connection.close();
    }
}
