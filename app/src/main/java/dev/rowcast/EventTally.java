package dev.rowcast;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.Broadcast;
import dev.rowcast.relay.EventListener;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Counts events, and keeps the last. Written by the relay's thread, read by any. */
final class EventTally implements EventListener {
    private final InstantSource clock;

    private volatile Told told = new Told(0, null, Instant.EPOCH);

    /** How many events there were, and when the last was told. */
    private record Told(long events, Broadcast.@Nullable Event last, Instant at) {}

    EventTally(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** How many were told, those that came again included. */
    long events() {
        return told.events;
    }

    /** Null before the first. */
    Vitals.@Nullable LastChange lastChange() {
        Told now = told;
        Broadcast.Event event = now.last;
        return event == null
                ? null
                : new Vitals.LastChange(
                        event.table().table(),
                        TopicTemplate.key(event.key()),
                        TopicTemplate.event(event.operation()),
                        now.at);
    }

    @Override
    public void begins(Beginning beginning) {
        // Where it begins is not counted.
    }

    @Override
    public void published(Broadcast.Event event) {
        told = new Told(told.events + 1, event, clock.instant());
    }

    @Override
    public void reached(Position position) {
        // Nor how far it has come.
    }
}
