package dev.rowcast.http;

import dev.rowcast.message.Version;
import dev.rowcast.relay.Broadcast;
import org.jspecify.annotations.Nullable;

/** How far a client has come in the ring, and what it is to be told next. One thread at a time. */
final class EventCursor {
    private static final String UNKNOWN_HISTORY = "this id is of a history that is not known here";
    private static final String NOT_KEPT =
            "events behind this id are not kept any more: only the last ones are, and none from before Rowcast's start";
    private static final String TOO_SLOW = "events came faster than they were read";

    private final EventRing ring;
    private final EventFilter filter;

    private boolean begun;
    private boolean live;
    private long place;
    /** Every event up to it has been told, or is not wanted; empty while nothing is known. */
    private String version;

    /** @param after the version to go on behind; null to begin with what comes next */
    EventCursor(EventRing ring, EventFilter filter, @Nullable String after) {
        this.ring = ring;
        this.filter = filter;
        this.version = after == null ? "" : after;
    }

    /** What comes next; null if there is nothing now. */
    @Nullable
    EventMessage next() {
        if (!begun) {
            return begin();
        }
        String newest = ring.newest();
        for (long end = ring.end(); place < end; ) {
            Broadcast told = ring.at(place);
            if (told == null) {
                return behindWhatLeft();
            }
            place++;
            EventMessage message = message(told);
            if (message != null) {
                return message;
            }
        }
        version = version.compareTo(newest) >= 0 ? version : newest;
        if (live) {
            return null;
        }
        live = true;
        return EventMessage.live(version);
    }

    private @Nullable EventMessage begin() {
        if (ring.complete() == null) {
            return null;
        }
        begun = true;
        place = ring.first();
        if (version.isEmpty()) {
            version = ring.newest();
            place = ring.end();
        } else if (Version.isOfLaterEpoch(version, ring.newest())) {
            return fromFirst(UNKNOWN_HISTORY);
        } else if (version.compareTo(complete()) < 0) {
            return fromFirst(NOT_KEPT);
        }
        return next();
    }

    private @Nullable EventMessage behindWhatLeft() {
        place = ring.first();
        return version.compareTo(complete()) < 0 ? fromFirst(TOO_SLOW) : next();
    }

    private String complete() {
        return String.valueOf(ring.complete());
    }

    private EventMessage fromFirst(String reason) {
        place = ring.first();
        String complete = complete();
        EventMessage gap = EventMessage.gap(version, complete, reason);
        version = complete;
        return gap;
    }

    /** Null if it was told before, or is not wanted. */
    private @Nullable EventMessage message(Broadcast told) {
        String before = version;
        if (told.version().compareTo(before) <= 0) {
            return null;
        }
        version = told.version();
        if (told instanceof Broadcast.Missing missing) {
            return EventMessage.gap(before, missing.version(), missing.reason());
        }
        Broadcast.Event event = (Broadcast.Event) told;
        return filter.accepts(event) ? EventMessage.of(event) : null;
    }

    /** Whether what was told last has left the ring. */
    boolean hasFallenBehind() {
        return begun && place > 0 && place - 1 < ring.first();
    }

    /** All up to it has been told; empty while nothing is known. */
    String version() {
        return live ? version : "";
    }
}
