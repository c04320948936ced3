package dev.rowcast.relay;

import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainedTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the broker's retained state of a table equal to a snapshot: publishes every row that the broker does not hold as it
 * is, and clears every topic that no row has any more.
 */
final class StateRefresh {
    private final MessageMapper mapper;
    private final BrokerConnection broker;
    private final PublishWindow window;

    StateRefresh(MessageMapper mapper, BrokerConnection broker, PublishWindow window) {
        this.mapper = mapper;
        this.broker = broker;
        this.window = window;
    }

    /**
     * What there was to do.
     *
     * @param rows of the table
     * @param published rows that the broker did not hold, or held otherwise
     * @param cleared topics without a row
     */
    record Outcome(long rows, long published, long cleared) {}

    /**
     * Returns when the broker has acknowledged all of it.
     *
     * @param version that every published row gets; the others keep theirs
     */
    Outcome run(Snapshot snapshot, TableId table, String version)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Map<String, PayloadDigest> held = held(table);
        long[] rows = {0, 0};
        snapshot.forEachRow(table, (key, row) -> {
            Message message = mapper.snapshotRow(table, key, row, version);
            rows[0]++;
            if (!PayloadDigest.of(message.payload()).equals(held.remove(message.topic()))) {
                window.publish(message);
                rows[1]++;
            }
        });
        for (String ghost : held.keySet()) {
            window.publish(MessageMapper.tombstone(ghost));
        }
        window.awaitEmpty();
        return new Outcome(rows[0], rows[1], held.size());
    }

    /**
     * Clears what was retained under former settings. Returns when the broker has acknowledged all of it.
     *
     * @param current topics that stay, former ones or not
     * @return the number of topics
     */
    long clear(Collection<RetainedTopics> former, Collection<RetainedTopics> current)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<String> left = new ArrayList<>();
        for (RetainedTopics topics : former) {
            broker.forEachRetained(topics.filter(), message -> {
                String topic = message.topic();
                if (topics.include(topic) && current.stream().noneMatch(kept -> kept.include(topic))) {
                    left.add(topic);
                }
            });
        }
        for (String topic : left) {
            window.publish(MessageMapper.tombstone(topic));
        }
        window.awaitEmpty();
        return left.size();
    }

    private Map<String, PayloadDigest> held(TableId table)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        Map<String, PayloadDigest> held = new HashMap<>();
        RetainedTopics topics = mapper.stateTopics(table);
        broker.forEachRetained(topics.filter(), message -> {
            if (topics.include(message.topic())) {
                held.put(message.topic(), PayloadDigest.of(message.payload()));
            }
        });
        return held;
    }
}
