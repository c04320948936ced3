package dev.rowcast;

import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.RelayStatus;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a running Rowcast is doing, at one moment.
 *
 * @param events handed to the broker since the start
 * @param lastChange null before the first
 * @param subscribers connected to the embedded broker, without Rowcast itself; empty where the broker is another
 */
public record Vitals(RelayStatus status, long events, @Nullable LastChange lastChange, OptionalLong subscribers) {
    public Vitals {
        requireNonNull(status, "status is null");
        requireNonNull(subscribers, "subscribers is null");
    }

    /**
     * The last change that was published.
     *
     * @param table its name without the database's
     * @param key as in topics
     * @param event {@code inserted}, {@code updated} or {@code deleted}
     */
    public record LastChange(String table, String key, String event, Instant at) {}
}
