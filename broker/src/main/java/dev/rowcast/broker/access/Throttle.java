package dev.rowcast.broker.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing slow: the more attempts from an address have failed, the later the next failure is told. Who knows the password
 * never waits, so that one device with a wrong one does not lock out those behind the same address. An IPv6 address counts by
 * its first 64 bits, which one customer usually has. Any thread.
 */
final class Throttle {
    /** So many failures are answered without delay. */
    static final int FREE_FAILURES = 3;

    /** From the last free failure on, so many attempts of an address may be under way or wait for their answer. */
    static final int OPEN_ATTEMPTS_MAX = 16;

    private static final int DOUBLINGS_MAX = 5;

    static final Duration FIRST_DELAY = Duration.ofMillis(250);
    static final Duration DELAY_MAX = FIRST_DELAY.multipliedBy(1L << DOUBLINGS_MAX);

    /** When an address without further failures is forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    static final int ADDRESSES_MAX = 10_000;

    private final Clock clock;

    /** Of an address with failures or open attempts; the one that was used longest ago first. */
    private final Map<ByteBuffer, History> addresses = new LinkedHashMap<>(16, 0.75f, true);

    Throttle(Clock clock) {
        this.clock = clock;
    }

    private static final class History {
        private int failures;
        private int open;
        private Instant lastFailure = Instant.MAX;
    }

    /** Whether an attempt may be looked at. If so, {@link #done} has to follow when it has been answered. */
    synchronized boolean begin(@Nullable InetAddress address) {
        History history = addresses.computeIfAbsent(key(address), unused -> new History());
        if (addresses.size() > ADDRESSES_MAX) {
            addresses.remove(addresses.keySet().iterator().next());
        }
        if (isForgotten(history)) {
            history.failures = 0;
        }
        if (history.failures >= FREE_FAILURES && history.open >= OPEN_ATTEMPTS_MAX) {
            return false;
        }
        history.open++;
        return true;
    }

    /** Counts a failure of an attempt that has begun; how long to keep its answer back. */
    synchronized Duration failed(@Nullable InetAddress address) {
        History history = addresses.get(key(address));
        if (history == null) {
            return DELAY_MAX; // so many addresses fail at once that this one was displaced
        }
        history.lastFailure = clock.instant();
        history.failures = Math.min(history.failures + 1, FREE_FAILURES + DOUBLINGS_MAX + 1);
        int doublings = history.failures - FREE_FAILURES - 1;
        return doublings < 0 ? Duration.ZERO : FIRST_DELAY.multipliedBy(1L << doublings);
    }

    /** The attempt has been answered. */
    synchronized void done(@Nullable InetAddress address) {
        History history = addresses.get(key(address));
        if (history == null) {
            return;
        }
        history.open = Math.max(0, history.open - 1);
        if (history.open == 0 && (history.failures == 0 || isForgotten(history))) {
            addresses.remove(key(address));
        }
    }

    private boolean isForgotten(History history) {
        return history.failures > 0
                && Duration.between(history.lastFailure, clock.instant()).compareTo(MEMORY) > 0;
    }

    /** How many addresses are remembered. */
    synchronized int size() {
        return addresses.size();
    }

    private static ByteBuffer key(@Nullable InetAddress address) {
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
