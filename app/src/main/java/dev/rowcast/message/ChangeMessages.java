package dev.rowcast.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change becomes.
 *
 * @param key the row's, as it stands in topics
 * @param state the state that it leads to, to be published before its events; null where no state is retained
 * @param events the change's event and, where events are retained, what clears the row's former ones
 */
public record ChangeMessages(String key, @Nullable Message state, List<Message> events) {
    public ChangeMessages {
        events = List.copyOf(events);
    }
}
