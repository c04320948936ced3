package dev.rowcast.bench.catchup;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What changes in a backlog, transaction by transaction: four updates to an insert and a delete each about, of 1 to 20 changes. The same
 * workload has the same plan. One thread.
 */
final class BacklogPlan {
    private static final int SEED = 20_261_122;
    private static final int MOST_CHANGES = 20;
    private static final int KINDS = 6;

    private final Workload workload;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Long> present = new ArrayList<>();
    private final List<Long> absent = new ArrayList<>();
    private int planned;

    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    record Change(Kind kind, long order) {}

    BacklogPlan(Workload workload) {
        this.workload = workload;
        for (long order = 1; order <= workload.rows(); order++) {
            // each tenth is not there, for inserts to have something to insert
            (order % 10 == 0 ? absent : present).add(order);
        }
    }

    /** The orders that are there before. */
    List<Long> before() {
        return List.copyOf(present);
    }

    boolean hasNext() {
        return planned < workload.changes();
    }

    /** The changes of the next transaction. */
    List<Change> next() {
        int size = Math.min(random.nextInt(1, MOST_CHANGES + 1), workload.changes() - planned);
        List<Change> changes = new ArrayList<>();
        while (changes.size() < size) {
            planned++;
            changes.add(planned == workload.changes() ? new Change(Kind.INSERT, workload.sentinel()) : change());
        }
        return changes;
    }

    private Change change() {
        int kind = random.nextInt(KINDS);
        if (kind == 0 && !absent.isEmpty()) {
            return new Change(Kind.INSERT, moved(absent, present));
        }
        if (kind == 1 && present.size() > 1) {
            return new Change(Kind.DELETE, moved(present, absent));
        }
        return new Change(Kind.UPDATE, present.get(random.nextInt(present.size())));
    }

    /** Takes any of the one, in constant time, and adds it to the other. */
    private long moved(List<Long> from, List<Long> to) {
        int chosen = random.nextInt(from.size());
        long order = from.get(chosen);
        long last = from.remove(from.size() - 1);
        if (chosen < from.size()) {
            from.set(chosen, last);
        }
        to.add(order);
        return order;
    }
}
