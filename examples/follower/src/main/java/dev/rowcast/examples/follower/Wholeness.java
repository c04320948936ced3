package dev.rowcast.examples.follower;

import java.time.Duration;

/**
 * Decides when all that is retained has been read, which MQTT does not say. It takes three things: Rowcast is online and
 * streams (while it publishes a snapshot, what is retained is not yet whole); for a while no retained message has come
 * (brokers such as HiveMQ send them bit by bit); and then one of the probes has come that Rowcast sends to itself twice a
 * second, at the same QoS, so it was queued behind what was retained. Nobody needs a right to publish for it. One thread,
 * which tells messages in the order of their arrival.
 */
final class Wholeness {
    static final Duration QUIET = Duration.ofSeconds(2);

    private boolean online;
    private boolean streaming;
    private boolean whole;
    private long retainedNanos;

    /** @param nanos when the subscription was made, as {@link System#nanoTime} tells it, and so in the others */
    Wholeness(long nanos) {
        retainedNanos = nanos;
    }

    /** A retained message of a row has come. */
    void retained(long nanos) {
        retainedNanos = nanos;
    }

    void status(String status) {
        online = status.equals("online");
    }

    void phase(String phase) {
        streaming = phase.equals("streaming");
    }

    void probe(long nanos) {
        whole |= online && streaming && nanos - retainedNanos >= QUIET.toNanos();
    }

    /** From then on for ever: what changes later is told. */
    boolean isWhole() {
        return whole;
    }
}
