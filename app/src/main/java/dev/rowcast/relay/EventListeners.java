package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;

/** Two that listen. */
record EventListeners(EventListener first, EventListener second) implements EventListener {
    EventListeners {
        requireNonNull(first, "first is null");
        requireNonNull(second, "second is null");
    }

    @Override
    public void begins(Beginning beginning) {
        first.begins(beginning);
        second.begins(beginning);
    }

    @Override
    public void published(Broadcast.Event event) {
        first.published(event);
        second.published(event);
    }

    @Override
    public void reached(Position position) {
        first.reached(position);
        second.reached(position);
    }
}
