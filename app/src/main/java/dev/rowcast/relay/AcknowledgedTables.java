package dev.rowcast.relay;

import dev.rowcast.change.TableId;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainedTopics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What checkpoints tell of tables: what the broker has acknowledged, and that it may hold anything of those that have come
 * since. Relay's thread.
 */
final class AcknowledgedTables {
    private final FollowedTables followed;
    private final MessageMapper mapper;

    /** As of the last acknowledged mark. */
    private List<ScanPoint> unfinished = List.of();

    private List<TableId> tables = List.of();

    /** The topics of which tables were asked for last. */
    private List<TableId> retainedOf = List.of();

    private List<RetainedTopics> retained = List.of();

    AcknowledgedTables(FollowedTables followed, MessageMapper mapper) {
        this.followed = followed;
        this.mapper = mapper;
    }

    /** Following begins with these. */
    void begin(List<ScanPoint> its) {
        unfinished = its;
        tables = followed.all();
    }

    void acknowledged(Mark mark) {
        unfinished = mark.unfinished();
        tables = mark.tables();
    }

    /** Whether the broker held the whole state at the last acknowledged mark. */
    boolean areWhole() {
        return unfinished.isEmpty();
    }

    /** Of which the broker may hold state. */
    List<TableId> tables() {
        if (tables.equals(followed.all())) {
            return tables;
        }
        Set<TableId> every = new LinkedHashSet<>(tables);
        every.addAll(followed.all());
        return List.copyOf(every);
    }

    /** Of which the broker does not hold the whole state. */
    List<ScanPoint> unfinished() {
        List<TableId> every = tables();
        if (every.size() == tables.size()) {
            return unfinished;
        }
        List<ScanPoint> open = new ArrayList<>(unfinished);
        every.subList(tables.size(), every.size()).stream()
                .map(ScanPoint::first)
                .forEach(open::add);
        return open;
    }

    /** The topics on which the broker may retain messages of {@link #tables}. */
    List<RetainedTopics> retained() {
        List<TableId> every = tables();
        if (!every.equals(retainedOf)) {
            retained = every.stream()
                    .flatMap(table -> mapper.retainedTopics(table).stream())
                    .toList();
            retainedOf = every;
        }
        return retained;
    }
}
