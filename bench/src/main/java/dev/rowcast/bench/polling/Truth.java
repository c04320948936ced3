package dev.rowcast.bench.polling;

import dev.rowcast.bench.polling.Write.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What was committed, and when. Written by the writers' threads, read when they have ended; reading a delete's number is any thread's. */
final class Truth {
    private static final long NEVER = Long.MIN_VALUE;

    private final List<Write> writes;
    private final Map<Long, Integer> deletes = new HashMap<>();
    private final AtomicLongArray committedAt;

    /** Of writes that are numbered from 1 on, in their order. */
    Truth(List<Write> writes) {
        this.writes = List.copyOf(writes);
        committedAt = new AtomicLongArray(writes.size() + 1);
        for (Write write : writes) {
            committedAt.set(write.number(), NEVER);
            if (write.kind() == Kind.DELETE) {
                deletes.put(write.order(), write.number());
            }
        }
    }

    List<Write> writes() {
        return writes;
    }

    /** The write's commit was sent at this {@link System#nanoTime()}. */
    void committed(Write write, long nanoTime) {
        committedAt.set(write.number(), nanoTime);
    }

    /** @throws IllegalStateException if it was not committed */
    long committedAt(Write write) {
        long nanoTime = committedAt.get(write.number());
        if (nanoTime == NEVER) {
            throw new IllegalStateException(write + " was not committed");
        }
        return nanoTime;
    }

    /** The number of the write that deletes the order; 0 if none does. */
    int delete(long order) {
        return deletes.getOrDefault(order, 0);
    }
}
