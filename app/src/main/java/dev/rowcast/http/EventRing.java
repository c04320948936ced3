package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.message.Version;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.EventListener;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last events, bounded in number and bytes, each once and in the order of the versions, with what is known to be missing in
 * between. Places in it are numbers that only grow.
 *
 * <p>The relay's thread alone writes, and never waits. Any thread reads: {@link #at} gives nothing for what has left meanwhile.
 * What has left counts as such ({@link #complete}, then {@link #first}) before its slot is used again.
 */
public final class EventRing implements EventListener {
    private static final String STOOD_BY = "another Rowcast went on meanwhile";

    private final EventLimits limits;
    private final EventSlot[] slots;
    /** Held while slots are written; who reads one does not hold it, but asks whether it was held meanwhile. */
    private final StampedLock writing = new StampedLock();

    private final AtomicLong first = new AtomicLong();
    private final AtomicLong end = new AtomicLong();
    /** No event above it is missing ahead of the first; null until the stream has begun. */
    private volatile @Nullable String complete;

    private volatile @Nullable Reached reached;
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    /** Relay's thread. */
    private Instant epoch = Instant.EPOCH;

    private volatile String last = "";
    private long bytes;

    /** Where the stream is, and what leads versions there. */
    private record Reached(Instant epoch, Position position) {}

    public EventRing() {
        this(EventLimits.DEFAULT);
    }

    public EventRing(EventLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
        this.slots = Stream.generate(EventSlot::new).limit(limits.events()).toArray(EventSlot[]::new);
    }

    /** How much is kept, and for how many clients. */
    public EventLimits limits() {
        return limits;
    }

    @Override
    public void begins(Beginning beginning) {
        epoch = beginning.epoch();
        Reached before = reached;
        if (complete == null || before == null) {
            last = beginning.version();
            reached = new Reached(epoch, beginning.start());
            complete = beginning.version();
            wake();
        } else if (beginning.lost() != null || !before.position().includes(beginning.start())) {
            String reason = beginning.lost() == null ? STOOD_BY : beginning.lost();
            add(new Broadcast.Missing(later(last, beginning.version()), reason), 0);
            reached = new Reached(epoch, beginning.start());
        }
    }

    @Override
    public void published(Broadcast.Event event) {
        if (event.version().compareTo(last) > 0) {
            add(event, event.payload().length);
        }
    }

    @Override
    public void reached(Position position) {
        reached = new Reached(epoch, position);
    }

    private void add(Broadcast told, int itsBytes) {
        long stamp = writing.writeLock();
        try {
            makeRoom(itsBytes);
            slot(end.get()).put(told);
        } finally {
            writing.unlockWrite(stamp);
        }
        end.getAndIncrement();
        // Behind its place: who has seen all up to the end has seen the newest.
        last = told.version();
        wake();
    }

    private void makeRoom(int itsBytes) {
        bytes += itsBytes;
        for (long kept = end.get() - first.get();
                kept == limits.events() || (kept > 0 && bytes > limits.bytes());
                kept--) {
            drop();
        }
    }

    private void drop() {
        EventSlot oldest = slot(first.get());
        bytes -= oldest.payloadBytes();
        complete = oldest.version();
        first.getAndIncrement();
        oldest.clear();
    }

    private EventSlot slot(long place) {
        return slots[(int) (place % limits.events())];
    }

    private void wake() {
        Thread thread = waiting.get();
        if (thread != null && waiting.compareAndSet(thread, null)) {
            LockSupport.unpark(thread);
        }
    }

    /** Has the thread unparked when more is told than there is now. Of one thread at a time. */
    void wakeAtNext(Thread thread) {
        waiting.set(thread);
    }

    /** Where the oldest is, or what comes next if there is none. To be read ahead of {@link #complete}. */
    long first() {
        return first.get();
    }

    /** Where what comes next will be. */
    long end() {
        return end.get();
    }

    /** Whoever has all events up to this version finds the others from {@link #first} on; null until the stream has begun. */
    @Nullable
    String complete() {
        return complete;
    }

    /** What is at a place from {@link #first} to {@link #end}; null if it has left. */
    @Nullable
    Broadcast at(long place) {
        while (true) {
            long stamp = writing.tryOptimisticRead();
            if (place < first.get()) {
                return null;
            }
            Broadcast told = slot(place).get();
            if (writing.validate(stamp)) {
                return told;
            }
            Thread.onSpinWait();
        }
    }

    /**
     * All up to this version has been told, what is ahead of {@link #end} now included; empty until the stream has begun. It goes
     * on with the stream where no events come.
     */
    String newest() {
        // The position first: what was told before it was reached is at least what the last then is.
        Reached now = reached;
        String told = last;
        return now == null ? told : later(told, Version.of(now.epoch(), now.position()));
    }

    private static String later(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
