package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each event beside the broker. Called by the relay's thread, between one message and the next: it must return at once,
 * and throw nothing.
 *
 * <p>An event is told when it has been handed to the broker, not when the broker has acknowledged it. It is committed, so it is
 * true already, and until it is acknowledged the relay publishes it again: nothing is told here that the broker does not get too,
 * as long as the database has it. To wait for acknowledgements would keep payloads in memory behind the oldest message that lacks
 * one, and add the time to notice them to each event's.
 */
public interface EventListener {
    /** Does not listen. */
    EventListener NONE = new EventListener() {
        @Override
        public void begins(Beginning beginning) {
            // nobody is told
        }

        @Override
        public void published(Broadcast.Event event) {
            // nobody is told
        }

        @Override
        public void reached(Position position) {
            // nobody is told
        }
    };

    /**
     * From where on events are told, each and in commit order.
     *
     * @param epoch leads the versions of what follows
     * @param start all events of transactions that are not included in it follow
     * @param version where that is: whoever has all events up to a version that is not below it misses none. Of the history that
     *     the start was reached in, which may be another than the one that follows
     * @param lost why events ahead of the start can not be had any more; null if none are known to be lost
     */
    record Beginning(Instant epoch, Position start, String version, @Nullable String lost) {
        public Beginning {
            requireNonNull(epoch, "epoch is null");
            requireNonNull(start, "start is null");
            requireNonNull(version, "version is null");
        }
    }

    /** The stream begins, for the first time or again. Events that were told already may come once more, as they were. */
    void begins(Beginning beginning);

    /** Both hear all, the other one later. */
    default EventListener and(EventListener other) {
        return new EventListeners(this, other);
    }

    /** An event has been handed to the broker. */
    void published(Broadcast.Event event);

    /** All events of transactions up to here have been handed to the broker. */
    void reached(Position position);
}
