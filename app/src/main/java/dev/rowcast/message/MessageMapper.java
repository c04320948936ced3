package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which messages a change, or a row of a snapshot, becomes. State comes first, then the event. */
public final class MessageMapper {
    private static final byte[] EMPTY = new byte[0];

    private final TopicTemplate eventTopics;
    private final TopicTemplate stateTopics;
    private final RetainMode retain;
    /** Of the watched tables. */
    private final Map<TableId, StateTopics> stateTopicsByTable = new ConcurrentHashMap<>();

    private record StateTopics(RetainedTopics topics, Predicate<String> matcher) {}

    public MessageMapper(TopicTemplate eventTopics, TopicTemplate stateTopics, RetainMode retain) {
        this.eventTopics = requireNonNull(eventTopics, "eventTopics is null");
        this.stateTopics = requireNonNull(stateTopics, "stateTopics is null");
        this.retain = requireNonNull(retain, "retain is null");
        if (!eventTopics.namesEvent() || stateTopics.namesEvent()) {
            throw new IllegalArgumentException("the event template needs {event}, the state template must not have it");
        }
    }

    /** The state that a change leads to, to be published before its events; only if {@link #keepsState}. */
    public Message state(RowChange change, String version) {
        Row after = change.after();
        return new Message(
                stateTopic(change.table(), change.key()),
                after == null ? EMPTY : Payloads.row(after),
                true,
                version,
                change.source().committedAt());
    }

    /** A change's event and, where events are retained, what clears the row's former ones. */
    public List<Message> events(RowChange change, String version) {
        List<Message> messages = new ArrayList<>(1);
        addEvents(change, version, messages);
        return messages;
    }

    /** A row's state as a snapshot shows it. */
    public Message snapshotRow(TableId table, Row key, Row row, @Nullable String version) {
        return new Message(stateTopics.topic(table, key), Payloads.row(row), true, version, null);
    }

    /** The topic of a row's state. */
    public String stateTopic(TableId table, Row key) {
        return stateTopics.topic(table, key);
    }

    /** A topic like those of the table's rows' state that no row can have, to try on what a broker allows. */
    public String checkTopic(TableId table) {
        return stateTopics.ofNoRow(table);
    }

    /** The filter that matches all state topics of a table. */
    public String stateFilter(TableId table) {
        return stateTopics.filter(table);
    }

    /** The filters that match all event topics of a table, one for each kind. */
    public List<String> eventFilters(TableId table) {
        return Arrays.stream(Operation.values())
                .map(operation -> eventTopics.filter(table, operation))
                .toList();
    }

    /** The filters below which a table's topics are: what nobody else may publish to. */
    public List<String> ownedFilters(TableId table) {
        return Stream.of(eventTopics.filter(table), stateTopics.filter(table))
                .map(filter -> filter.substring(0, filter.indexOf('+')) + "#")
                .distinct()
                .toList();
    }

    /** The state topics of a table. */
    public RetainedTopics stateTopics(TableId table) {
        return stateTopicsOf(table).topics();
    }

    /** Tells of a topic whether it is a state topic of the table. */
    public Predicate<String> stateTopicMatcher(TableId table) {
        return stateTopicsOf(table).matcher();
    }

    private StateTopics stateTopicsOf(TableId table) {
        return stateTopicsByTable.computeIfAbsent(table, absent -> {
            RetainedTopics topics = stateTopics.topics(absent);
            return new StateTopics(topics, topics.matcher());
        });
    }

    /** All topics of a table on which messages are retained. */
    public List<RetainedTopics> retainedTopics(TableId table) {
        List<RetainedTopics> retained = new ArrayList<>();
        if (retain.keepsState()) {
            retained.add(stateTopics(table));
        }
        if (retain.keepsEvents()) {
            Arrays.stream(Operation.values())
                    .map(operation -> eventTopics.topics(table, operation))
                    .forEach(retained::add);
        }
        return retained;
    }

    /** Whether rows' state is published. */
    public boolean keepsState() {
        return retain.keepsState();
    }

    /** Clears a retained topic. */
    public static Message tombstone(String topic) {
        return new Message(topic, EMPTY, true, null, null);
    }

    private void addEvents(RowChange change, String version, List<Message> messages) {
        boolean keep = retain.keepsEvents() && change.operation() != Operation.DELETE;
        String topic = eventTopics.topic(change.table(), change.operation(), change.key());
        messages.add(new Message(topic, Payloads.event(change, version), keep, null, null));
        if (retain.keepsEvents()) {
            for (Operation former : formerEvents(change.operation())) {
                messages.add(tombstone(eventTopics.topic(change.table(), former, change.key())));
            }
        }
    }

    /** The events of the same row that a broker may still hold, and that are no longer its last one. */
    private static List<Operation> formerEvents(Operation operation) {
        return switch (operation) {
            case INSERT -> List.of();
            case UPDATE -> List.of(Operation.INSERT);
            case DELETE -> List.of(Operation.INSERT, Operation.UPDATE);
        };
    }
}
