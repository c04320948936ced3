package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the simulated binlog holds behind a position, item by item, with an account of transactions of its own. */
final class SimulatedStream implements ChangeStream {
    private final SimulatedWorld world;
    private final SimulatedSource source;
    private final SimulatedServer server;
    private final List<SimulatedTransaction> log;
    private final long skipped;
    private final boolean purged;
    private final int connection;

    private int next;
    private int item;
    private long mask;

    SimulatedStream(SimulatedWorld world, SimulatedSource source, SimulatedServer server, Position from) {
        this.world = world;
        this.source = source;
        this.server = server;
        this.log = server.log();
        this.skipped = server.binlog().mask(from);
        this.mask = skipped;
        this.connection = source.connection();
        boolean missing = false;
        int first = 0;
        for (int i = 0; i < log.size(); i++) {
            SimulatedTransaction transaction = log.get(i);
            boolean before = transaction.isRotation() || isSkipped(transaction);
            missing |= transaction.purged && !before;
            first = first == i && (transaction.purged || isBefore(transaction, from)) ? i + 1 : first;
        }
        this.next = first;
        this.purged = missing;
    }

    /** Rotations have no number: those before the position's file and offset are behind it. */
    private boolean isBefore(SimulatedTransaction transaction, Position from) {
        if (!transaction.isRotation()) {
            return isSkipped(transaction);
        }
        return from.file().startsWith("s") && from.file().compareTo(transaction.file) > 0;
    }

    private boolean isSkipped(SimulatedTransaction transaction) {
        return ((skipped >>> transaction.number) & 1) == 1;
    }

    boolean isPurged() {
        return purged;
    }

    int fileNumber() {
        return next < log.size() ? log.get(next).fileNumber : Integer.MAX_VALUE;
    }

    boolean isDrained() {
        return next == log.size() && connection == source.connection();
    }

    @Override
    public @Nullable StreamItem poll(Duration timeout) throws SourceUnavailableException, InterruptedException {
        world.interruptibleMoment("poll");
        source.requireConnection(connection);
        StreamItem found = world.isDelivering() ? take() : null;
        if (found == null) {
            world.time().pass(timeout);
            world.idle();
        } else if (world.isTraced()) {
            world.note("delivered", found);
        }
        return found;
    }

    private @Nullable StreamItem take() {
        while (next < log.size()) {
            SimulatedTransaction transaction = log.get(next);
            if (!transaction.isRotation() && isSkipped(transaction)) {
                next++;
                continue;
            }
            if (item < transaction.items.size()) {
                return transaction.items.get(item++);
            }
            next++;
            item = 0;
            if (transaction.isRotation()) {
                return new Passed(server.binlog().behind(transaction, mask));
            }
            mask |= 1L << transaction.number;
            return new Commit(server.binlog().after(transaction, mask), transaction.committedAt);
        }
        return null;
    }

    @Override
    public void close() {
        source.closed(this);
    }
}
