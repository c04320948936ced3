package dev.rowcast.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All clients that are sent events, and the one thread that writes to them: in turn, a piece to each that can take one. None makes
 * another wait, nor the relay.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final EventRing ring;
    private final Duration rest;
    private final Semaphore places;
    private final Queue<EventStream> streams = new ConcurrentLinkedQueue<>();
    private final Thread writer = new Thread(this::run, "rowcast-events");
    private volatile boolean closing;

    EventStreams(EventRing ring) {
        this.ring = ring;
        this.places = new Semaphore(ring.limits().clients());
        Duration quarter = ring.limits().keepAlive().dividedBy(4);
        this.rest = quarter.compareTo(LONGEST_REST) < 0 ? quarter : LONGEST_REST;
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes one of the places for clients, if there is one left. Any thread. */
    boolean takePlace() {
        return !closing && places.tryAcquire();
    }

    /** How many places are taken. Any thread. */
    int clients() {
        return ring.limits().clients() - places.availablePermits();
    }

    /** Gives a place back of which nothing has come. Any thread. */
    void freePlace() {
        places.release();
    }

    /** Sends events to a client that has taken a place, until it goes. Any thread. */
    void add(EventStream stream) {
        streams.add(stream);
        if (closing) {
            stream.end();
        }
    }

    /** Has every stream looked at soon. Any thread. */
    void wakeWriter() {
        LockSupport.unpark(writer);
    }

    private void run() {
        while (!closing) {
            if (streams.isEmpty()) {
                LockSupport.park(this);
                continue;
            }
            // Ahead of the turn, so that what comes during it ends the rest behind it.
            ring.wakeAtNext(writer);
            if (!turn()) {
                LockSupport.parkNanos(this, rest.toNanos());
            }
        }
        sayGoodbye();
    }

    private boolean turn() {
        boolean written = false;
        for (EventStream stream : streams) {
            try {
                written |= stream.proceed(System.nanoTime());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                LOG.debug("A client of events is dropped: {}", e.toString());
                stream.cut();
                remove(stream);
            }
        }
        return written;
    }

    private void remove(EventStream stream) {
        streams.remove(stream);
        places.release();
    }

    private void sayGoodbye() {
        long end = System.nanoTime() + FAREWELL.toNanos();
        while (turn() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        for (EventStream stream : streams) {
            stream.sayGoodbye(System.nanoTime());
            stream.end();
            remove(stream);
        }
    }

    /** Ends all streams, within a bounded time. */
    @Override
    public void close() {
        closing = true;
        wakeWriter();
        try {
            writer.join(2 * FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
