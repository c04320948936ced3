package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.RelayStatus;
import java.util.function.Supplier;

/**
 * What the web server asks for its answers.
 *
 * @param status what the relay is doing
 * @param metrics the answer to {@code /metrics}
 * @param resync asks for the state of all tables to be published anew; returns at once
 * @param events what {@code /events} tells
 */
public record HttpPorts(
        Orders orders,
        DatabaseClock clock,
        Supplier<RelayStatus> status,
        Supplier<String> metrics,
        Runnable resync,
        EventRing events) {
    public HttpPorts {
        requireNonNull(orders, "orders is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(status, "status is null");
        requireNonNull(metrics, "metrics is null");
        requireNonNull(resync, "resync is null");
        requireNonNull(events, "events is null");
    }
}
