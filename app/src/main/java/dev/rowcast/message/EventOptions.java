package dev.rowcast.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes with events on MQTT 5.
 *
 * @param cloudEvents whether they have the attributes of a CloudEvent as user properties
 * @param expiry after which a broker need not deliver them any more, whole seconds; null for never
 */
public record EventOptions(boolean cloudEvents, @Nullable Duration expiry) {
    /** Nothing. */
    public static final EventOptions NONE = new EventOptions(false, null);
}
