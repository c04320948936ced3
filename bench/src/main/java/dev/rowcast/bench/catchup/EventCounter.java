package dev.rowcast.bench.catchup;

import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.rig.Publish;
import dev.rowcast.bench.rig.SocketSubscriber;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Subscribes to the events of {@code orders}, and looks at nothing but their keys. Any thread waits for them. */
public final class EventCounter implements AutoCloseable {
    /** About so many points has a course. */
    private static final int POINTS = 100;

    private static final List<String> EVENTS = List.of("orders/inserted/+", "orders/updated/+", "orders/deleted/+");

    private static final double NANOS_PER_SECOND = 1e9;

    private final Heard heard;
    private final SocketSubscriber subscriber;

    private EventCounter(Heard heard, SocketSubscriber subscriber) {
        this.heard = heard;
        this.subscriber = subscriber;
    }

    /** What has come. Written by the subscriber's thread. */
    private static final class Heard implements SocketSubscriber.Listener {
        final AtomicLong events = new AtomicLong();
        final CompletableFuture<Void> marked = new CompletableFuture<>();
        final CompletableFuture<Long> first = new CompletableFuture<>();
        final CompletableFuture<Long> last = new CompletableFuture<>();
        final Workload workload;
        final int step;
        final List<Point> course = new ArrayList<>();
        long firstNanos;

        Heard(Workload workload) {
            this.workload = workload;
            step = Math.max(1, workload.changes() / POINTS);
        }

        @Override
        public void received(Publish event, long nanoTime) {
            long order = event.key();
            if (order == workload.mark()) {
                marked.complete(null);
                return;
            }
            boolean isLast = order == workload.sentinel();
            long count = events.incrementAndGet();
            if (count == 1) {
                firstNanos = nanoTime;
                first.complete(nanoTime);
            }
            if (isLast || (count - 1) % step == 0) {
                course.add(new Point((nanoTime - firstNanos) / NANOS_PER_SECOND, count));
            }
            if (isLast) {
                last.complete(nanoTime);
            }
        }

        @Override
        public void lost(Exception cause) {
            marked.completeExceptionally(cause);
            first.completeExceptionally(cause);
            last.completeExceptionally(cause);
        }
    }

    /**
     * Returns when the broker has agreed to the subscription.
     *
     * @param limit for the broker to listen, which may not be there yet
     */
    public static EventCounter subscribe(URI broker, Workload workload, Duration limit)
            throws IOException, InterruptedException {
        Heard heard = new Heard(workload);
        return new EventCounter(heard, SocketSubscriber.connect(broker, EVENTS, heard, limit));
    }

    /** Waits for the event of {@link Workload#mark()}. */
    public void awaitMark(Duration limit) throws IOException, InterruptedException {
        get(heard.marked, limit, "the event of the mark");
    }

    /** When the first event of the backlog came, of {@link System#nanoTime()}; waits for it. */
    public long awaitFirst(Duration limit) throws IOException, InterruptedException {
        return get(heard.first, limit, "the first event");
    }

    /** The same of the last one. */
    public long awaitLast(Duration limit) throws IOException, InterruptedException {
        return get(heard.last, limit, "the last event");
    }

    private <T> T get(CompletableFuture<T> future, Duration limit, String what)
            throws IOException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(what + " has not come within " + limit + ", after " + events() + " others", e);
        } catch (ExecutionException e) {
            throw new IOException(what + " has not come, after " + events() + " others", e);
        }
    }

    /** How many events of the backlog have come. */
    public long events() {
        return heard.events.get();
    }

    /** How many events had come so many seconds after the first one. To be asked once the last one has come. */
    List<Point> course() {
        if (!heard.last.isDone()) {
            throw new IllegalStateException("the last event has not come");
        }
        return List.copyOf(heard.course);
    }

    @Override
    public void close() throws IOException {
        subscriber.close();
    }
}
