package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.BinlogFile;
import dev.rowcast.change.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many bytes of binlog the server has written behind a place: other tables' and those of transactions in the middle included. The
 * server is asked every {@link #INTERVAL} on a thread of its own, so that nobody waits for it. Any thread.
 */
public final class BinlogBacklog implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(BinlogBacklog.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final ConnectionPool pool;
    private final Supplier<@Nullable Position> place;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread asking = new Thread(task, "binlog-backlog");
        asking.setDaemon(true);
        return asking;
    });
    private volatile OptionalLong bytes = OptionalLong.empty();

    private BinlogBacklog(ConnectionPool pool, Supplier<@Nullable Position> place) {
        this.pool = requireNonNull(pool, "pool is null");
        this.place = requireNonNull(place, "place is null");
    }

    /**
     * Begins to ask.
     *
     * @param pool of connections to the server; the caller's to close
     * @param place in that server's binlog; null where there is none yet
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread, and does not throw
    public static BinlogBacklog watch(ConnectionPool pool, Supplier<@Nullable Position> place) {
        BinlogBacklog backlog = new BinlogBacklog(pool, place);
        backlog.thread.scheduleWithFixedDelay(backlog::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return backlog;
    }

    /** As of the last answer; empty if the server did not answer, or the place is in none of its files. */
    public OptionalLong bytes() {
        return bytes;
    }

    private void ask() {
        Position from = place.get();
        if (from == null) {
            bytes = OptionalLong.empty();
            return;
        }
        try (Connection connection = pool.connection()) {
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_WAIT.toMillis());
            bytes = between(connection, from);
        } catch (SQLException | RuntimeException e) {
            bytes = OptionalLong.empty();
            LOG.debug("The binlog's end is not known", e);
        }
    }

    /** The list of all files takes longer, and is needed only where the place is not in the last one. */
    private static OptionalLong between(Connection connection, Position from) throws SQLException {
        BinlogStatus end = BinlogStatus.read(connection);
        Map<String, String> sizes =
                from.file().equals(end.file()) ? Map.of() : Jdbc.pairs(connection, "SHOW BINARY LOGS");
        return between(from, end, sizes);
    }

    /**
     * The bytes from a place to the end.
     *
     * @param sizes of all files by name; may be empty if the place is in the last one
     */
    static OptionalLong between(Position from, BinlogStatus end, Map<String, String> sizes) {
        if (from.file().equals(end.file())) {
            return OptionalLong.of(Math.max(0, end.offset() - from.offset()));
        }
        if (!sizes.containsKey(from.file())) {
            return OptionalLong.empty();
        }
        long first = BinlogFile.number(from.file());
        long last = BinlogFile.number(end.file());
        long whole = sizes.entrySet().stream()
                .filter(file -> BinlogFile.number(file.getKey()) >= first && BinlogFile.number(file.getKey()) < last)
                .mapToLong(file -> Long.parseLong(file.getValue()))
                .sum();
        return OptionalLong.of(Math.max(0, whole - from.offset() + end.offset()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Still asking for the binlog's end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
