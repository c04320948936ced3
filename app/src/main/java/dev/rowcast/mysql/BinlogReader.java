package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the binlog. The connector supplies socket, login and framing; its own decoding, position keeping and
 * reconnecting are not used. A thread of its own reads and decodes, bounded by the hand-off to the relay.
 */
final class BinlogReader implements ChangeStream {
    private static final Logger LOG = LoggerFactory.getLogger(BinlogReader.class);

    private static final Duration OPEN_TIMEOUT = BinlogClient.CONNECT_TIMEOUT.multipliedBy(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** As many as are published at once; more would only live longer. */
    private static final int MAX_ITEMS = 1_024;

    private static final long MAX_BYTES = 32L << 20;
    private static final int BINLOG_READ_ERROR = 1236;
    private static final int ACCESS_DENIED = 1045;
    private static final int SPECIFIC_ACCESS_DENIED = 1227;

    private final MysqlSettings settings;
    private final BinlogClient client;
    private final TransactionFollower follower;
    private final Handoff handoff = new Handoff(MAX_ITEMS, MAX_BYTES);
    private final CountDownLatch connectedOrEnded = new CountDownLatch(1);
    private volatile @Nullable Exception failure;
    private volatile boolean closed;

    private BinlogReader(MysqlSettings settings, WatchedTables watched, Position from) {
        this.settings = settings;
        this.follower = new TransactionFollower(watched, from, handoff::put);
        this.client = new BinlogClient(settings, from);
        client.registerEventListener(this::onEvent);
        client.registerLifecycleListener(new FailureListener());
    }

    /** Connects, and returns when the server has begun to send or refused. */
    static BinlogReader open(MysqlSettings settings, WatchedTables watched, Position from)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        BinlogReader reader = new BinlogReader(settings, watched, from);
        Thread thread = new Thread(reader::read, "binlog-reader");
        thread.setDaemon(true);
        thread.start();
        boolean answered = reader.connectedOrEnded.await(OPEN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (!answered || reader.handoff.hasEndedWithNothing()) {
            reader.close();
            reader.poll(Duration.ZERO);
            throw new SourceUnavailableException(reader.address() + " does not answer the request for its binlog");
        }
        return reader;
    }

    private final class FailureListener extends BinaryLogClient.AbstractLifecycleListener {
        @Override
        public void onConnect(BinaryLogClient client) {
            connectedOrEnded.countDown();
        }

        @Override
        public void onCommunicationFailure(BinaryLogClient client, Exception e) {
            fail(e);
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient client, Exception e) {
            failAndDisconnect(e);
        }
    }

    private void read() {
        try {
            client.connect();
        } catch (IOException | RuntimeException e) {
            fail(e);
        } finally {
            follower.close();
            handoff.end(meaning(failure));
            connectedOrEnded.countDown();
        }
    }

    private void onEvent(Event event) {
        if (closed || failure != null) {
            return;
        }
        try {
            if (event.getData() instanceof RotateEventData rotate) {
                // One that the server makes up to say where it is has no place in a file.
                boolean ended = ((EventHeaderV4) event.getHeader()).getNextPosition() > 0;
                follower.rotate(rotate.getBinlogFilename(), ended);
            } else if (event.getData() instanceof RawEvent raw) {
                follower.accept(raw);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failAndDisconnect(e);
        } catch (RuntimeException e) {
            failAndDisconnect(e);
        }
    }

    private void fail(Exception e) {
        if (failure == null) {
            failure = e;
        }
    }

    /** The connector would go on with the next event. Runs on its reading thread. */
    private void failAndDisconnect(Exception e) {
        fail(e);
        try {
            client.disconnect();
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
        }
    }

    private Exception meaning(@Nullable Exception cause) {
        if (cause == null) {
            return new SourceUnavailableException(address() + ": binlog connection lost: the server closed it");
        }
        String place = " (after " + follower.position() + ")";
        if (cause instanceof UndecodableException) {
            return new MisconfiguredException("stopped, for " + cause.getMessage() + place, cause);
        }
        if (cause instanceof CorruptEventException) {
            return new MisconfiguredException(
                    "stopped, for " + cause.getMessage() + place + Refusals.CORRUPT_REMEDY, cause);
        }
        Optional<TlsFailure.Explained> tls = TlsFailure.explain(settings.login().tls(), cause);
        if (tls.isPresent()) {
            return new MisconfiguredException(address() + " " + tls.get(), cause);
        }
        if (cause instanceof AuthenticationException) {
            return new MisconfiguredException(
                    address() + " refuses the login: " + cause.getMessage()
                            + "; to mend: check MYSQL_USER and MYSQL_PASSWORD"
                            + SqlFailure.remedyWithoutTls(settings.login()),
                    cause);
        }
        if (cause instanceof ServerException refusal) {
            return meaning(refusal, place);
        }
        if (cause instanceof UncheckedSqlException unanswered) {
            return SqlFailure.meaning(settings.login(), unanswered.getCause());
        }
        if (cause instanceof RuntimeException) {
            return new MisconfiguredException(
                    "stopped, for an event can not be understood: " + cause + place + "; this is a defect of Rowcast",
                    cause);
        }
        return new SourceUnavailableException(
                address() + ": binlog connection lost: " + SqlFailure.rootMessage(cause), cause);
    }

    private Exception meaning(ServerException refusal, String place) {
        String message = refusal.getMessage() == null ? "" : refusal.getMessage();
        if (refusal.getErrorCode() == ACCESS_DENIED || refusal.getErrorCode() == SPECIFIC_ACCESS_DENIED) {
            return new MisconfiguredException(
                    address() + " refuses to send its binlog: " + message
                            + "; to mend: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO the user",
                    refusal);
        }
        if (refusal.getErrorCode() == BINLOG_READ_ERROR && message.contains("same server_uuid/server_id")) {
            return new MisconfiguredException(
                    address() + ": another client took over the server id " + settings.serverId()
                            + "; to mend: stop the other Rowcast, or give this one another ROWCAST_SERVER_ID",
                    refusal);
        }
        return new SourceUnavailableException(address() + " ended the binlog stream" + place + ": " + message, refusal);
    }

    private String address() {
        return "MySQL at " + settings.login().address();
    }

    @Override
    public @Nullable StreamItem poll(Duration timeout)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        try {
            return handoff.poll(timeout);
        } catch (SourceUnavailableException | MisconfiguredException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("unexpected end of the stream", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        handoff.close();
        try {
            client.disconnect();
            if (!handoff.awaitEnd(CLOSE_TIMEOUT)) {
                LOG.warn("The binlog connection did not end within {} s", CLOSE_TIMEOUT.toSeconds());
            }
        } catch (IOException e) {
            LOG.debug("The binlog connection did not close in good order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
