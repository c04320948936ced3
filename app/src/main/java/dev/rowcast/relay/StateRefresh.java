package dev.rowcast.relay;

import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the broker's retained state of a table equal to a snapshot: publishes every row, and clears every topic that no row
 * has any more.
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
     * Returns when the broker has acknowledged all of it.
     *
     * @param version that every row gets
     * @return the number of rows
     */
    long run(Snapshot snapshot, TableId table, String version)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Set<String> ghosts = new HashSet<>();
        Predicate<String> ours = mapper.stateTopics(table);
        broker.forEachRetained(mapper.stateFilter(table), message -> {
            if (ours.test(message.topic())) {
                ghosts.add(message.topic());
            }
        });
        long[] rows = {0};
        snapshot.forEachRow(table, (key, row) -> {
            Message message = mapper.snapshotRow(table, key, row, version);
            ghosts.remove(message.topic());
            window.publish(message);
            rows[0]++;
        });
        for (String ghost : ghosts) {
            window.publish(MessageMapper.tombstone(ghost));
        }
        window.awaitEmpty();
        return rows[0];
    }
}
