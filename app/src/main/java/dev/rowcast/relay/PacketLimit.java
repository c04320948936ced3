package dev.rowcast.relay;

import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.Oversized;
import dev.rowcast.message.PacketSize;
import dev.rowcast.message.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds messages to the size that one broker takes: what is larger ends the relay, or a small message that says so takes its
 * place. Relay's thread.
 */
final class PacketLimit {
    private static final Logger LOG = LoggerFactory.getLogger(PacketLimit.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final int KEY_CHARACTERS = 100;

    private final long maxBytes;
    private final Oversized oversized;
    private final StatusBoard board;
    private final RelayTime time;

    private final Set<TableId> warned = new HashSet<>();
    private long unsaid;
    private long saidNanos;

    /** @param brokerBytes the largest packet that the broker says it takes */
    PacketLimit(int brokerBytes, PacketRules rules, StatusBoard board, RelayTime time) {
        this.maxBytes = rules.maxBytes(brokerBytes);
        this.oversized = rules.oversized();
        this.board = board;
        this.time = time;
        this.saidNanos = time.nanoTime() - LOG_INTERVAL.toNanos();
    }

    /**
     * With what decides on markers that the broker retains, where there may be any: another limit has the state published anew.
     *
     * @param topics the fingerprint of the settings that decide on topics
     */
    String fingerprint(String topics) {
        return fingerprint(topics, maxBytes, oversized);
    }

    static String fingerprint(String topics, long maxBytes, Oversized oversized) {
        return oversized == Oversized.MARKER ? topics + " in " + maxBytes + " bytes" : topics;
    }

    /** What a marker is made from, once it is known to be needed. */
    @FunctionalInterface
    private interface Marking {
        byte[] payload(Oversized.Marker marker);
    }

    /** A change's state, if it is not too large. */
    Message state(RowChange change, Message state) throws MisconfiguredException {
        return fitting(change.table(), change.key(), state, marker -> Payloads.oversizedRow(change.key(), marker));
    }

    /** A change's event, if it is not too large, and what goes with it. */
    List<Message> events(RowChange change, String version, List<Message> events) throws MisconfiguredException {
        List<Message> fitting = new ArrayList<>(events.size());
        for (Message event : events) {
            fitting.add(fitting(
                    change.table(), change.key(), event, marker -> Payloads.oversizedEvent(change, version, marker)));
        }
        return fitting;
    }

    /** The state of a row of a snapshot, if it is not too large. */
    Message row(TableId table, Row key, Message state) throws MisconfiguredException {
        return fitting(table, key, state, marker -> Payloads.oversizedRow(key, marker));
    }

    private Message fitting(TableId table, Row key, Message message, Marking marking) throws MisconfiguredException {
        long bytes = PacketSize.of(message);
        if (bytes <= maxBytes) {
            return message;
        }
        if (oversized == Oversized.FAIL) {
            throw new MisconfiguredException(problem(table, key, message, bytes) + "; " + SizeForecast.remedies(true));
        }
        Message marked = message.withPayload(marking.payload(new Oversized.Marker(message.payload().length, maxBytes)));
        long markedBytes = PacketSize.of(marked);
        if (markedBytes > maxBytes) {
            throw new MisconfiguredException(problem(table, key, marked, markedBytes) + ", even without its row; "
                    + SizeForecast.remedies(false));
        }
        board.oversized();
        say(problem(table, key, message, bytes));
        return marked;
    }

    private String problem(TableId table, Row key, Message message, long bytes) {
        String text = new String(Payloads.row(key), StandardCharsets.UTF_8);
        String shown = text.length() <= KEY_CHARACTERS ? text : text.substring(0, KEY_CHARACTERS) + "…";
        return "the message of " + table + " " + shown + " on '" + shortened(message.topic()) + "' has " + bytes
                + " bytes as an MQTT packet, more than the " + maxBytes + " that the broker takes";
    }

    private static String shortened(String topic) {
        return topic.length() <= KEY_CHARACTERS ? topic : topic.substring(0, KEY_CHARACTERS) + "…";
    }

    private void say(String problem) {
        unsaid++;
        long now = time.nanoTime();
        if (now - saidNanos >= LOG_INTERVAL.toNanos()) {
            saidNanos = now;
            LOG.warn(
                    "Told without its columns: {}; {} such messages since the last line like this, not more than one of"
                            + " which comes each minute",
                    problem,
                    unsaid);
            unsaid = 0;
        }
    }

    /**
     * Whether the broker or a setting names a limit: without one it is MQTT's own of 256 MiB, which columns of many types could
     * exceed and hardly any row does.
     */
    boolean isNamed() {
        return maxBytes < BrokerConnection.MOST_PACKET_BYTES;
    }

    /** Whether the message is not too large. */
    boolean takes(Message message) {
        return PacketSize.of(message) <= maxBytes;
    }

    /** Warns once of each table whose rows can be larger than what fits. */
    void forewarn(List<LargestRow> largest) {
        for (LargestRow row : largest) {
            SizeForecast forecast = new SizeForecast(row, maxBytes, oversized);
            if (!forecast.fits() && warned.add(row.table())) {
                LOG.warn("{}; {}", forecast, forecast.remedy());
            }
        }
    }
}
