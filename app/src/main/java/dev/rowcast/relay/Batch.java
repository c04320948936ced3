package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that the stream had ready at once. Of each row only the last state is sent, where its first change is; events are
 * sent one and all, in order, with the marks between them. So a state is never older than the event that follows it. Relay's
 * thread.
 */
final class Batch {
    private static final int MAX_ITEMS = 1_000;
    private static final long MAX_BYTES = 1L << 20;

    /** The last of each topic. */
    private final Map<String, Message> states = new HashMap<>();

    private final List<Entry> entries = new ArrayList<>();
    private int items;
    private long bytes;

    private sealed interface Entry {
        record State(String topic) implements Entry {}

        record Event(Message message, Broadcast.@Nullable Event told) implements Entry {}

        record End(Mark mark) implements Entry {}
    }

    /** The state that a change led to, in place of an earlier one of the same row. */
    void addState(Message state) {
        Message former = states.put(state.topic(), state);
        if (former == null) {
            entries.add(new Entry.State(state.topic()));
        }
        bytes += state.payload().length - (former == null ? 0 : former.payload().length);
    }

    /**
     * A change's event, and what goes with it.
     *
     * @param told what the listener is told once the event has been handed over
     */
    void addEvents(List<Message> events, Broadcast.Event told) {
        addEvent(events.get(0), told);
        for (Message other : events.subList(1, events.size())) {
            addEvent(other, null);
        }
    }

    private void addEvent(Message event, Broadcast.@Nullable Event told) {
        entries.add(new Entry.Event(event, told));
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
    void publish(PublishWindow window, EventListener listener)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        for (Entry entry : entries) {
            if (entry instanceof Entry.State state) {
                window.publish(requireNonNull(states.get(state.topic())));
            } else if (entry instanceof Entry.Event event) {
                window.publish(event.message());
                if (event.told() != null) {
                    listener.published(event.told());
                }
            } else if (entry instanceof Entry.End end) {
                window.mark(end.mark());
                listener.reached(end.mark().position());
            }
        }
    }
}
