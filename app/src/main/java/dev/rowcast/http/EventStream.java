package dev.rowcast.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client that is sent events. The writer's thread writes, and only what can be written without waiting; the web server's
 * threads say when that is.
 */
final class EventStream implements WriteListener {
    private final EventCursor cursor;
    private final Connection connection;
    private final long keepAliveNanos;
    private final Runnable wakeWriter;
    private final EventBuffer buffer = new EventBuffer();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile boolean writable;
    private volatile boolean failed;

    private boolean unflushed;
    private long wroteNanos;

    /**
     * To the client.
     *
     * @param cut ends it at once, whatever is under way
     */
    record Connection(ServletOutputStream output, Runnable cut) {}

    /** @param wakeWriter has {@link #proceed} called soon; any thread */
    EventStream(EventCursor cursor, Connection connection, Duration keepAlive, Runnable wakeWriter) {
        this.cursor = cursor;
        this.connection = connection;
        this.keepAliveNanos = keepAlive.toNanos();
        this.wakeWriter = wakeWriter;
        this.wroteNanos = System.nanoTime();
        buffer.add(EventMessage.greeting());
    }

    @Override
    public void onWritePossible() {
        writable = true;
        wakeWriter.run();
    }

    @Override
    public void onError(Throwable failure) {
        failed = true;
        wakeWriter.run();
    }

    /**
     * Writes what there is and can be taken now.
     *
     * @return whether something was written, so that there may be more
     * @throws IOException if the client is gone, or too slow
     */
    boolean proceed(long nowNanos) throws IOException {
        if (!canWrite()) {
            throwIfStalled(nowNanos);
            return false;
        }
        if (unflushed) {
            unflushed = false;
            buffer.written();
            connection.output().flush();
            return true;
        }
        fill(nowNanos);
        if (buffer.isEmpty()) {
            return false;
        }
        write(nowNanos);
        return true;
    }

    private void fill(long nowNanos) {
        for (EventMessage message = next(); message != null; message = next()) {
            buffer.add(message);
        }
        if (buffer.isEmpty() && nowNanos - wroteNanos >= keepAliveNanos) {
            buffer.add(EventMessage.keepAlive(cursor.version()));
        }
    }

    private @Nullable EventMessage next() {
        return buffer.hasRoom() ? cursor.next() : null;
    }

    private void write(long nowNanos) throws IOException {
        wroteNanos = nowNanos;
        unflushed = true;
        connection.output().write(buffer.bytes(), 0, buffer.length());
    }

    /** Where it is true, the bytes that were written before are not used any more. */
    private boolean canWrite() throws IOException {
        if (failed) {
            throw new IOException("the client is gone");
        }
        if (!writable) {
            return false;
        }
        // Ahead of the question, for behind it the other thread may say yes at once.
        writable = false;
        if (!connection.output().isReady()) {
            return false;
        }
        writable = true;
        return true;
    }

    private void throwIfStalled(long nowNanos) throws IOException {
        if (nowNanos - wroteNanos >= 2 * keepAliveNanos) {
            throw new IOException("the client has not read for " + Duration.ofNanos(nowNanos - wroteNanos));
        }
        if (buffer.isWithinLargeMessage() && cursor.hasFallenBehind()) {
            throw new IOException("the client reads an event that is not kept any more");
        }
    }

    /** Tells the client how far it has come, if it listens, so that it can go on from there. */
    void sayGoodbye(long nowNanos) {
        try {
            if (canWrite() && !unflushed && buffer.isEmpty()) {
                buffer.add(EventMessage.keepAlive(cursor.version()));
                write(nowNanos);
                if (canWrite()) {
                    connection.output().flush();
                }
            }
        } catch (IOException e) {
            connection.cut().run();
        }
    }

    /** Ends the answer in good order. */
    void end() {
        ended.complete(null);
    }

    /** Ends the connection, which may be stalled. */
    void cut() {
        connection.cut().run();
        ended.complete(null);
    }

    /** Completes when it has ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
