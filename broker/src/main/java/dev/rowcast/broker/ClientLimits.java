package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What clients may send, alone and all together.
 *
 * @param maxMessageBytes the largest MQTT packet that is accepted from the publisher, in bytes; at least 1024
 * @param connections how many may connect, and how fast they must
 * @param packets how large, slow and many the packets of all but the publisher may be
 * @param names how long and many their names may be
 * @param retained how much all of them but the publisher may leave behind
 */
public record ClientLimits(
        int maxMessageBytes, Connections connections, Packets packets, Names names, Retained retained) {
    private static final int MIN_MESSAGE_BYTES = 1024;

    public ClientLimits {
        Checks.require(maxMessageBytes >= MIN_MESSAGE_BYTES, "maxMessageBytes is below 1024: " + maxMessageBytes);
        requireNonNull(connections, "connections is null");
        requireNonNull(packets, "packets is null");
        requireNonNull(names, "names is null");
        requireNonNull(retained, "retained is null");
    }

    /** Every other limit's default. */
    public ClientLimits(int maxMessageBytes) {
        this(maxMessageBytes, Connections.defaults(), Packets.defaults(), Names.defaults(), Retained.defaults());
    }

    /** Packets to 8 MiB, and every other limit's default. */
    public static ClientLimits defaults() {
        return new ClientLimits(8 << 20);
    }

    public ClientLimits withConnections(Connections other) {
        return new ClientLimits(maxMessageBytes, other, packets, names, retained);
    }

    public ClientLimits withPackets(Packets other) {
        return new ClientLimits(maxMessageBytes, connections, other, names, retained);
    }

    public ClientLimits withNames(Names other) {
        return new ClientLimits(maxMessageBytes, connections, packets, other, retained);
    }

    public ClientLimits withRetained(Retained other) {
        return new ClientLimits(maxMessageBytes, connections, packets, names, other);
    }

    /** The largest packet that is accepted from all but the publisher. */
    int maxForeignMessageBytes() {
        return Math.min(maxMessageBytes, packets.maxBytes());
    }

    /**
     * Beyond these, connections are closed as soon as they are accepted.
     *
     * @param max all together; past it some more from this machine are let in, but none of them stays that is not
     *     the publisher
     * @param maxPerAddress from one address; this machine's own are exempt, where the publisher and proxies are
     * @param handshake from the connection to the answered CONNECT, with everything between
     */
    public record Connections(int max, int maxPerAddress, Duration handshake) {
        public Connections {
            Checks.require(max > 0, "max is below 1: " + max);
            Checks.require(maxPerAddress > 0, "maxPerAddress is below 1: " + maxPerAddress);
            Checks.require(handshake.toMillis() > 0, "handshake is not positive: " + handshake);
        }

        /** 2000 connections, 256 of one address, 10 s. */
        public static Connections defaults() {
            return new Connections(2000, 256, Duration.ofSeconds(10));
        }
    }

    /**
     * Limits for single packets, past which a client is closed, and for their rate, past which it is read more slowly.
     *
     * @param maxBytes the largest that is accepted from all but the publisher
     * @param maxConnectBytes the largest CONNECT, will and password included
     * @param completion how long a packet may take from its first byte to its last
     * @param perSecond the lasting rate; a SUBSCRIBE or UNSUBSCRIBE counts as 50 for every filter, an acknowledgement of
     *     what was sent to the client not at all
     * @param burst how many may come at once after a pause
     */
    public record Packets(int maxBytes, int maxConnectBytes, Duration completion, int perSecond, int burst) {
        public Packets {
            Checks.require(maxBytes > 0, "maxBytes is below 1: " + maxBytes);
            Checks.require(maxConnectBytes > 0, "maxConnectBytes is below 1: " + maxConnectBytes);
            Checks.require(completion.toMillis() > 0, "completion is not positive: " + completion);
            Checks.require(perSecond > 0, "perSecond is below 1: " + perSecond);
            Checks.require(burst > 0, "burst is below 1: " + burst);
        }

        /** 256 KiB, 64 KiB to connect, 30 s, 1000 a second after 2000 at once. */
        public static Packets defaults() {
            return new Packets(256 << 10, 64 << 10, Duration.ofSeconds(30), 1000, 2000);
        }

        public Packets withCompletion(Duration other) {
            return new Packets(maxBytes, maxConnectBytes, other, perSecond, burst);
        }

        public Packets withRate(int otherPerSecond, int otherBurst) {
            return new Packets(maxBytes, maxConnectBytes, completion, otherPerSecond, otherBurst);
        }
    }

    /**
     * Past these a client is closed.
     *
     * @param maxFilters in one SUBSCRIBE or UNSUBSCRIBE
     * @param maxSubscriptions of one client
     * @param maxClientIdLength in characters
     * @param maxTopicLength of a topic or a filter, in characters
     */
    public record Names(int maxFilters, int maxSubscriptions, int maxClientIdLength, int maxTopicLength) {
        public Names {
            Checks.require(maxFilters > 0, "maxFilters is below 1: " + maxFilters);
            Checks.require(maxSubscriptions > 0, "maxSubscriptions is below 1: " + maxSubscriptions);
            Checks.require(maxClientIdLength > 0, "maxClientIdLength is below 1: " + maxClientIdLength);
            Checks.require(maxTopicLength > 0, "maxTopicLength is below 1: " + maxTopicLength);
        }

        /** 64 filters, 200 subscriptions, ids to 256 characters, topics to 8192: a row's key may be long. */
        public static Names defaults() {
            return new Names(64, 200, 256, 8192);
        }
    }

    /**
     * What the broker keeps for others than the publisher; what is to be retained past it is refused.
     *
     * @param maxTopics with a last message of theirs
     * @param maxBytes of these messages and their topics
     */
    public record Retained(int maxTopics, long maxBytes) {
        public Retained {
            Checks.require(maxTopics > 0, "maxTopics is below 1: " + maxTopics);
            Checks.require(maxBytes > 0, "maxBytes is below 1: " + maxBytes);
        }

        /** 10000 topics, 16 MiB. */
        public static Retained defaults() {
            return new Retained(10_000, 16 << 20);
        }
    }
}
