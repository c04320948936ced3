package dev.rowcast.examples.assistant.orders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One order.
 *
 * @param key as in topics
 * @param version of its last change; as plain text in the order of changes
 * @param row its columns as Rowcast tells them; nobody changes it
 */
public record Order(String key, String version, ObjectNode row) {
    public static final String PENDING = "pending";
    public static final String SHIPPED = "shipped";

    public String status() {
        return text("status");
    }

    /** A column as text; empty if it is missing or NULL. */
    public String text(String column) {
        return row.path(column).asText("");
    }

    /** Null if the column is missing or no point in time. */
    public @Nullable Instant createdAt() {
        try {
            return Instant.parse(text("created_at"));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
