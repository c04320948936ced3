package dev.rowcast;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.EventListener;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Keeps the last event that was told. Written by the relay's thread, without making anything; read by any. */
final class LastEvent implements EventListener {
    private final InstantSource clock;

    private volatile Broadcast.@Nullable Event last;
    /** When it was told, or the next one that comes just now. */
    private volatile long toldMillis;

    LastEvent(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Null before the first. */
    Vitals.@Nullable LastChange change() {
        Broadcast.Event event = last;
        return event == null
                ? null
                : new Vitals.LastChange(
                        event.table().table(),
                        event.key(),
                        TopicTemplate.event(event.operation()),
                        Instant.ofEpochMilli(toldMillis));
    }

    @Override
    public void begins(Beginning beginning) {
        // Where it begins is no event.
    }

    @Override
    public void published(Broadcast.Event event) {
        toldMillis = clock.millis();
        last = event;
    }

    @Override
    public void reached(Position position) {
        // Nor is how far it has come.
    }
}
