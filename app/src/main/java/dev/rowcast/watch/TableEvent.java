package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a row, as it is told on an event's topic.
 *
 * @param key the primary key's columns
 * @param before null if there was no row, or it is left out
 * @param after null if there is no row any more, or it is left out
 * @param version null if it is not told
 * @param json all of it as received
 */
record TableEvent(
        Operation operation,
        Map<String, Cell> key,
        @Nullable Map<String, Cell> before,
        @Nullable Map<String, Cell> after,
        @Nullable String version,
        @Nullable Instant committedAt,
        String json) {
    TableEvent {
        requireNonNull(operation, "operation is null");
        requireNonNull(key, "key is null");
        requireNonNull(json, "json is null");
    }
}
