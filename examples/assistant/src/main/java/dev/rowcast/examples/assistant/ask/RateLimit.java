package dev.rowcast.examples.assistant.ask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often each client may ask: so many times at once, and then so many times a minute. Clients that have not asked for
 * long are forgotten. Any thread.
 */
final class RateLimit {
    private static final int MOST_CLIENTS = 1000;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int perMinute;
    private final Map<String, Allowance> allowances = new Recent();

    /** @param left may have a fraction, that grows to the next whole one */
    private record Allowance(double left, long nanos) {}

    private static final class Recent extends LinkedHashMap<String, Allowance> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST_CLIENTS;
        }
    }

    RateLimit(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Whether the client may ask now; if so, it has.
     *
     * @param nanos as {@link System#nanoTime} tells it
     */
    synchronized boolean permits(String client, long nanos) {
        Allowance last = allowances.getOrDefault(client, new Allowance(perMinute, nanos));
        double left = Math.min(perMinute, last.left + (double) (nanos - last.nanos) / MINUTE_NANOS * perMinute);
        boolean permitted = left >= 1;
        allowances.put(client, new Allowance(permitted ? left - 1 : left, nanos));
        return permitted;
    }
}
