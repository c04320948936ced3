package dev.rowcast.broker;

import java.time.Duration;

/**
 * What the embedded broker has done since it started, and what it holds now.
 *
 * @param uptime since it started
 * @param clients connected now
 * @param maxClients most that were connected at once
 * @param connections accepted so far
 * @param subscriptions of all clients now
 * @param retainedMessages topics with a last message now
 * @param packetsReceived MQTT packets of all kinds
 * @param packetsSent MQTT packets of all kinds
 * @param messagesReceived PUBLISH packets
 * @param messagesSent PUBLISH packets
 * @param messagesDropped messages that a connected client should have got and did not: larger than the client says it takes
 * @param bytesReceived on all connections, TLS and WebSocket included
 * @param bytesSent on all connections, TLS and WebSocket included
 * @param backlogBytes what waits for slow subscribers now, in memory
 * @param slowClientsClosed subscribers that were closed because they left too much unread, or for too long
 */
public record BrokerFigures(
        Duration uptime,
        long clients,
        long maxClients,
        long connections,
        long subscriptions,
        long retainedMessages,
        long packetsReceived,
        long packetsSent,
        long messagesReceived,
        long messagesSent,
        long messagesDropped,
        long bytesReceived,
        long bytesSent,
        long backlogBytes,
        long slowClientsClosed) {}
