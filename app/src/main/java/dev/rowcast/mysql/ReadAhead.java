package dev.rowcast.mysql;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.TableReader;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a prepared chunk on a thread of its own, while the relay publishes the one before. The reader below has one thread at a
 * time: everything else waits until that chunk is there. The relay's thread.
 */
final class ReadAhead implements TableReader {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final TableReader reader;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(reading -> {
        Thread made = new Thread(reading, "table-reader");
        made.setDaemon(true);
        return made;
    });
    private @Nullable Prepared prepared;

    private record Prepared(TableId table, String after, Future<Chunk> chunk) {
        boolean is(TableId wanted, @Nullable String place) {
            return table.equals(wanted) && after.equals(place);
        }
    }

    ReadAhead(TableReader reader) {
        this.reader = reader;
    }

    @Override
    public void prepare(TableId table, String after, Position delivered) {
        prepared = new Prepared(table, after, thread.submit(() -> reader.read(table, after, delivered)));
    }

    @Override
    public boolean isPreparing() {
        return prepared != null && !prepared.chunk().isDone();
    }

    @Override
    public Chunk read(TableId table, @Nullable String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        Prepared next = prepared;
        if (next != null && next.is(table, after)) {
            prepared = null;
            return chunk(next.chunk());
        }
        settle();
        prepared = null;
        return reader.read(table, after, delivered);
    }

    private static Chunk chunk(Future<Chunk> reading)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SourceUnavailableException lost) {
                throw lost;
            }
            if (cause instanceof MisconfiguredException unfit) {
                throw unfit;
            }
            if (cause instanceof RuntimeException defect) {
                throw defect;
            }
            throw new IllegalStateException("a chunk can not be read", cause);
        }
    }

    /** Waits until the reader is free. How reading ended, who asks for the chunk learns. */
    private void settle() throws InterruptedException {
        if (prepared != null) {
            try {
                prepared.chunk().get();
            } catch (ExecutionException e) {
                LOG.debug("The chunk that was prepared can not be read", e);
            }
        }
    }

    @Override
    public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        settle();
        return reader.readKeys(table, after, last, delivered);
    }

    @Override
    public Count count(TableId table, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        settle();
        return reader.count(table, delivered);
    }

    @Override
    public ValueCount countValues(TableId table, String column, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        settle();
        return reader.countValues(table, column, delivered);
    }

    @Override
    public Tables tables(Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        settle();
        return reader.tables(delivered);
    }

    /** Returns when the connection is closed, or soon if the server keeps a read waiting: it is closed behind that then. */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(reader::close);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A read of a table did not end within {} s", CLOSE_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
