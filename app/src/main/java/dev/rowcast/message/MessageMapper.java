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
import java.util.EnumMap;
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
    private final Map<TableId, TableTopics> topicsByTable = new ConcurrentHashMap<>();

    /** What is the same for all rows of a table. */
    private record TableTopics(
            RowTopics states, Map<Operation, RowTopics> events, RetainedTopics retained, Predicate<String> matcher) {
        RowTopics events(Operation operation) {
            return requireNonNull(events.get(operation));
        }
    }

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

    /** What a change becomes. */
    public ChangeMessages messages(RowChange change, String version) {
        TableTopics topics = topics(change.table());
        String key = TopicEncoding.key(change.key());
        Delivery ofRow = Delivery.ofRow(topics.states().of(key));
        Message state = keepsState() ? state(change, version, ofRow) : null;
        return new ChangeMessages(key, state, events(change, version, topics, key, ofRow));
    }

    private static Message state(RowChange change, String version, Delivery ofRow) {
        Row after = change.after();
        byte[] payload = after == null ? EMPTY : Payloads.row(after);
        String topic = requireNonNull(ofRow.orderedWith());
        return new Message(topic, payload, true, version, change.source().committedAt(), ofRow);
    }

    /** A row's state as a snapshot shows it. */
    public Message snapshotRow(TableId table, Row key, Row row, @Nullable String version) {
        String topic = stateTopic(table, key);
        return new Message(topic, Payloads.row(row), true, version, null, Delivery.ofRow(topic));
    }

    /** The topic of a row's state. */
    public String stateTopic(TableId table, Row key) {
        return topics(table).states().of(TopicEncoding.key(key));
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
        return topics(table).retained();
    }

    /** Tells of a topic whether it is a state topic of the table. */
    public Predicate<String> stateTopicMatcher(TableId table) {
        return topics(table).matcher();
    }

    private TableTopics topics(TableId table) {
        TableTopics known = topicsByTable.get(table);
        return known == null ? topicsByTable.computeIfAbsent(table, this::newTopics) : known;
    }

    private TableTopics newTopics(TableId table) {
        Map<Operation, RowTopics> eventTopics = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            eventTopics.put(operation, events(table).rows(table, operation));
        }
        RetainedTopics retained = states(table).topics(table);
        return new TableTopics(states(table).rows(table, null), eventTopics, retained, retained.matcher());
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
        return tombstone(topic, Delivery.ofRow(topic));
    }

    private static Message tombstone(String topic, Delivery ofRow) {
        return new Message(topic, EMPTY, true, null, null, ofRow);
    }

    private List<Message> events(RowChange change, String version, TableTopics topics, String key, Delivery ofRow) {
        byte[] payload = Payloads.event(change, version);
        String topic = topics.events(change.operation()).of(key);
        Delivery delivery = options.equals(EventOptions.NONE) ? ofRow : withOptions(change, version, ofRow);
        if (!retain.keepsEvents()) {
            return List.of(new Message(topic, payload, false, null, null, delivery));
        }
        List<Message> messages = new ArrayList<>();
        boolean keep = change.operation() != Operation.DELETE;
        messages.add(new Message(topic, payload, keep, null, null, delivery));
        for (Operation former : formerEvents(change.operation())) {
            messages.add(tombstone(topics.events(former).of(key), ofRow));
        }
        return messages;
    }

    private Delivery withOptions(RowChange change, String version, Delivery ofRow) {
        Map<String, String> properties = options.cloudEvents() ? CloudEvents.attributes(change, version) : Map.of();
        return new Delivery(ofRow.orderedWith(), properties, options.expiry());
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
