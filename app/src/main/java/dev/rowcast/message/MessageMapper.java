package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.selection.TablePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which messages a change, or a row of a snapshot, becomes. State comes first, then the event. */
public final class MessageMapper {
    private static final byte[] EMPTY = new byte[0];

    private final TopicPlan plan;
    private final RetainMode retain;
    private final EventOptions options;
    /** Of the watched tables. */
    private final Map<TableId, StateTopics> stateTopicsByTable = new ConcurrentHashMap<>();

    private record StateTopics(RetainedTopics topics, Predicate<String> matcher) {}

    /** Events that are retained can not expire: {@code options} must not say so. */
    public MessageMapper(TopicPlan plan, RetainMode retain, EventOptions options) {
        this.plan = requireNonNull(plan, "plan is null");
        this.retain = requireNonNull(retain, "retain is null");
        this.options = requireNonNull(options, "options is null");
        if (retain.keepsEvents() && options.expiry() != null) {
            throw new IllegalArgumentException("a row's retained event would expire while the row is still there");
        }
    }

    /** The same templates for all tables. */
    public MessageMapper(
            TopicTemplate eventTopics, TopicTemplate stateTopics, RetainMode retain, EventOptions options) {
        this(new TopicPlan(List.of(), new TopicPlan.Templates(eventTopics, stateTopics)), retain, options);
    }

    /** The same templates for all tables; events go without extras. */
    public MessageMapper(TopicTemplate eventTopics, TopicTemplate stateTopics, RetainMode retain) {
        this(eventTopics, stateTopics, retain, EventOptions.NONE);
    }

    private TopicTemplate events(TableId table) {
        return plan.of(table).events();
    }

    private TopicTemplate states(TableId table) {
        return plan.of(table).states();
    }

    /** The state that a change leads to, to be published before its events; only if {@link #keepsState}. */
    public Message state(RowChange change, String version) {
        Row after = change.after();
        String topic = stateTopic(change.table(), change.key());
        return new Message(
                topic,
                after == null ? EMPTY : Payloads.row(after),
                true,
                version,
                change.source().committedAt(),
                Delivery.ofRow(topic));
    }

    /** A change's event and, where events are retained, what clears the row's former ones. */
    public List<Message> events(RowChange change, String version) {
        List<Message> messages = new ArrayList<>(1);
        addEvents(change, version, messages);
        return messages;
    }

    /** A row's state as a snapshot shows it. */
    public Message snapshotRow(TableId table, Row key, Row row, @Nullable String version) {
        String topic = states(table).topic(table, key);
        return new Message(topic, Payloads.row(row), true, version, null, Delivery.ofRow(topic));
    }

    /** The topic of a row's state. */
    public String stateTopic(TableId table, Row key) {
        return states(table).topic(table, key);
    }

    /** A topic like those of the table's rows' state that no row can have, to try on what a broker allows. */
    public String checkTopic(TableId table) {
        return states(table).ofNoRow(table);
    }

    /** The topics of a table's events, with {@code {event}} and {@code {key}} left open. */
    public String eventTemplate(TableId table) {
        return events(table).ofTable(table);
    }

    /** The topics of a table's state, with {@code {key}} left open. */
    public String stateTemplate(TableId table) {
        return states(table).ofTable(table);
    }

    /** What is retained, as it is written in settings. */
    public String retainName() {
        return retain.name().toLowerCase(Locale.ROOT);
    }

    /** The filter that matches all state topics of a table. */
    public String stateFilter(TableId table) {
        return states(table).filter(table);
    }

    /** The filters that match all event topics of a table, one for each kind. */
    public List<String> eventFilters(TableId table) {
        return Arrays.stream(Operation.values())
                .map(operation -> events(table).filter(table, operation))
                .toList();
    }

    /**
     * The filters that match the topics of all tables that match a pattern: what nobody else may publish to. For one table all
     * below its topics.
     */
    public List<String> ownedFilters(TablePattern tables) {
        return plan.ofAny(tables)
                .flatMap(templates ->
                        tables.isLiteral() ? ownedFilters(templates, tables.named()) : ownedFilters(templates, tables))
                .distinct()
                .toList();
    }

    private static Stream<String> ownedFilters(TopicPlan.Templates templates, TableId table) {
        return Stream.of(templates.events().filter(table), templates.states().filter(table))
                .map(filter -> filter.substring(0, filter.indexOf('+')) + "#");
    }

    private static Stream<String> ownedFilters(TopicPlan.Templates templates, TablePattern tables) {
        return Stream.concat(
                Arrays.stream(Operation.values())
                        .map(operation -> templates.events().filter(tables, operation)),
                Stream.of(templates.states().filter(tables)));
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
            RetainedTopics topics = states(absent).topics(absent);
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
                    .map(operation -> events(table).topics(table, operation))
                    .forEach(retained::add);
        }
        return retained;
    }

    /** Whether rows' state is published. */
    public boolean keepsState() {
        return retain.keepsState();
    }

    /** Clears a retained topic; the topic of a row's state in order with what else is said of the row. */
    public static Message tombstone(String topic) {
        return tombstone(topic, topic);
    }

    private static Message tombstone(String topic, String stateTopic) {
        return new Message(topic, EMPTY, true, null, null, Delivery.ofRow(stateTopic));
    }

    private void addEvents(RowChange change, String version, List<Message> messages) {
        boolean keep = retain.keepsEvents() && change.operation() != Operation.DELETE;
        String topic = events(change.table()).topic(change.table(), change.operation(), change.key());
        String stateTopic = stateTopic(change.table(), change.key());
        Map<String, String> properties = options.cloudEvents() ? CloudEvents.attributes(change, version) : Map.of();
        Delivery delivery = new Delivery(stateTopic, properties, options.expiry());
        messages.add(new Message(topic, Payloads.event(change, version), keep, null, null, delivery));
        if (retain.keepsEvents()) {
            for (Operation former : formerEvents(change.operation())) {
                messages.add(tombstone(events(change.table()).topic(change.table(), former, change.key()), stateTopic));
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
