package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Message;
import dev.rowcast.relay.RelayTopics;
import dev.rowcast.watch.BrokerFeed.Arrived;
import dev.rowcast.watch.BrokerFeed.Connected;
import dev.rowcast.watch.BrokerFeed.Item;
import dev.rowcast.watch.BrokerFeed.Lost;
import dev.rowcast.watch.PayloadReader.UnreadablePayloadException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what comes over MQTT, and knows table and signals from it. One thread. */
final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final WatchedTopics topics;
    private final WatchedTable table;
    private Signals signals = Signals.UNKNOWN;

    Watcher(WatchedTopics topics, WatchedTable table) {
        this.topics = requireNonNull(topics, "topics is null");
        this.table = requireNonNull(table, "table is null");
    }

    WatchedTable table() {
        return table;
    }

    Signals signals() {
        return signals;
    }

    /**
     * Learns from what has come.
     *
     * @param nanos by {@link System#nanoTime}
     * @return the event that it is; empty if it is none, or one that the broker had kept
     */
    Optional<TableEvent> take(Item item, Instant now, long nanos) {
        if (item instanceof Connected) {
            signals = signals.connected();
            table.connected(nanos);
        } else if (item instanceof Lost lost) {
            signals = signals.lost(lost.reason(), now);
        } else if (item instanceof Arrived arrived) {
            try {
                return take(arrived.message(), now, nanos);
            } catch (UnreadablePayloadException e) {
                LOG.debug("On {}: {}", arrived.message().topic(), e.getMessage());
            }
        }
        return Optional.empty();
    }

    private Optional<TableEvent> take(Message message, Instant now, long nanos) throws UnreadablePayloadException {
        if (message.topic().equals(RelayTopics.STATUS)) {
            signals = signals.status(new String(message.payload(), UTF_8).equals("online"), now);
            return Optional.empty();
        }
        if (message.topic().equals(RelayTopics.INFO)) {
            Map<String, Cell> info = PayloadReader.row(message.payload());
            signals = signals.info(
                    text(info, "phase").orElse(null), text(info, "reason").orElse(""), now);
            return Optional.empty();
        }
        Optional<String> state = topics.stateKey(message.topic());
        if (state.isPresent()) {
            takeState(state.get(), message, nanos);
            return Optional.empty();
        }
        Optional<String> key = topics.eventKey(message.topic());
        // empty where an event that the broker had kept is cleared
        return key.isPresent() && message.payload().length > 0
                ? takeEvent(key.get(), message, nanos)
                : Optional.empty();
    }

    private static Optional<String> text(Map<String, Cell> row, String name) {
        return Optional.ofNullable(row.get(name))
                .filter(cell -> cell.kind() == Cell.Kind.TEXT)
                .map(Cell::text);
    }

    private void takeState(String key, Message message, long nanos) throws UnreadablePayloadException {
        if (message.payload().length == 0) {
            table.cleared(key, nanos);
        } else {
            table.state(key, PayloadReader.row(message.payload()), message.version(), message.retained(), nanos);
        }
    }

    private Optional<TableEvent> takeEvent(String key, Message message, long nanos) throws UnreadablePayloadException {
        TableEvent event = PayloadReader.event(message.payload());
        table.event(key, event, message.retained(), nanos);
        return message.retained() ? Optional.empty() : Optional.of(event);
    }
}
