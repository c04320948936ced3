package dev.rowcast.broker;

import dev.rowcast.broker.Router.Subscriber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Those who share one subscription, and take turns. Any thread. */
final class Share implements Router.Recipient {
    private final String filter;
    private final List<Subscriber> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param filter with the share in it */
    Share(String filter) {
        this.filter = filter;
    }

    /** To be called by one thread at a time, as {@link #leave}. */
    void join(Subscriber member) {
        if (!members.contains(member)) {
            members.add(member);
        }
    }

    /** Whether nobody is left. */
    boolean leave(Subscriber member) {
        members.remove(member);
        return members.isEmpty();
    }

    @Override
    public @Nullable Subscriber next() {
        Object[] now = members.toArray();
        return now.length == 0 ? null : (Subscriber) now[Math.floorMod(turn.getAndIncrement(), now.length)];
    }

    @Override
    public String share() {
        return filter;
    }
}
