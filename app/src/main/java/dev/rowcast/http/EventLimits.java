package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What streams of events may take.
 *
 * @param events how many of the last ones are kept; at least 1
 * @param bytes how many bytes of payloads they may have together; the newest is kept whatever it has
 * @param clients how many may be connected at once
 * @param keepAlive how often a client hears something; one that has not taken it a whole one of these later is dropped
 */
public record EventLimits(int events, long bytes, int clients, Duration keepAlive) {
    static final EventLimits DEFAULT = new EventLimits(8192, 4L << 20, 256, Duration.ofSeconds(15));

    public EventLimits {
        if (events < 1 || bytes < 0 || clients < 0) {
            throw new IllegalArgumentException("limits are too small: " + events + ", " + bytes + ", " + clients);
        }
        requireNonNull(keepAlive, "keepAlive is null");
    }
}
