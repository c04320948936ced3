package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that the stream had ready at once. Of each row only the last state is sent, before all events; events are sent one
 * and all, in order, with the marks between them. Relay's thread.
 */
final class Batch {
    private static final int MAX_ITEMS = 1_000;
    private static final long MAX_BYTES = 1L << 20;

    private final Map<String, Message> states = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private int items;
    private long bytes;

    private sealed interface Entry {
        record Event(Message message) implements Entry {}

        record End(Mark mark) implements Entry {}
    }

    /** The state that a change led to, in place of an earlier one of the same row. */
    void addState(Message state) {
        // Removed first, so that states go out in the order of the last changes.
        Message former = states.remove(state.topic());
        states.put(state.topic(), state);
        bytes += state.payload().length - (former == null ? 0 : former.payload().length);
    }

    void addEvent(Message event) {
        entries.add(new Entry.Event(event));
        items++;
        bytes += event.payload().length;
    }

    void addMark(Mark mark) {
        entries.add(new Entry.End(mark));
        items++;
    }

    /** Whether it should be published before more is added. */
    boolean isFull() {
        return items >= MAX_ITEMS || bytes >= MAX_BYTES;
    }

    /** Hands everything over; waits where the window is full. */
    void publish(PublishWindow window) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        for (Message state : states.values()) {
            window.publish(state);
        }
        for (Entry entry : entries) {
            if (entry instanceof Entry.Event event) {
                window.publish(event.message());
            } else if (entry instanceof Entry.End end) {
                window.mark(end.mark());
            }
        }
    }
}
