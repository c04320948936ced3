package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.selection.TablePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topic with the placeholders {@code {schema} {table} {event} {key}}. What replaces them is percent-encoded (see {@link
 * TopicEncoding}), so that every row has a topic of its own that every broker takes.
 */
public final class TopicTemplate {
    /** The placeholder of a row's primary key. */
    public static final String KEY = "{key}";

    /** The placeholder of the table's name. */
    public static final String TABLE = "{table}";

    /** The placeholder of its database's name. */
    public static final String SCHEMA = "{schema}";

    /** The placeholder of what has happened to a row: {@code inserted}, {@code updated} or {@code deleted}. */
    public static final String EVENT = "{event}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Map<Operation, String> EVENTS =
            Map.of(Operation.INSERT, "inserted", Operation.UPDATE, "updated", Operation.DELETE, "deleted");

    private final List<Part> parts;

    private TopicTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /** Literal text, or a placeholder to be replaced. */
    private record Part(String text, boolean placeholder) {
        boolean isKey() {
            return placeholder && text.equals("key");
        }
    }

    /** A text as it stands in topics. */
    public static String encoded(String text) {
        return TopicEncoding.encode(text);
    }

    /** What has happened to a row, as it stands in topics: {@code inserted}, {@code updated} or {@code deleted}. */
    public static String event(Operation operation) {
        return requireNonNull(EVENTS.get(operation));
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it has an unknown placeholder, no {@code {key}}, or characters that no topic may
     *     have; the message says which
     */
    public static TopicTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(template);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Part(literal(template.substring(end, matcher.start()), template), false));
            if (!List.of("schema", "table", "event", "key").contains(matcher.group(1))) {
                throw new IllegalArgumentException("unknown placeholder {" + matcher.group(1) + "} in '" + template
                        + "'; known are {schema} {table} {event} {key}");
            }
            parts.add(new Part(matcher.group(1), true));
            end = matcher.end();
        }
        parts.add(new Part(literal(template.substring(end), template), false));
        if (!parts.contains(new Part("key", true))) {
            throw new IllegalArgumentException("no {key} in '" + template + "': all rows would share one topic");
        }
        return new TopicTemplate(List.copyOf(parts));
    }

    private static String literal(String text, String template) {
        if (text.chars().anyMatch(c -> "+#{}".indexOf(c) >= 0 || Character.isISOControl(c))
                || template.startsWith("$")
                || template.startsWith("/")) {
            throw new IllegalArgumentException("'" + template
                    + "' is no topic: + # { } and control characters are not allowed, nor $ or / in front");
        }
        return text;
    }

    /** Whether the template tells events apart. */
    public boolean namesEvent() {
        return parts.contains(new Part("event", true));
    }

    /** The topic of a row's event. */
    public String topic(TableId table, Operation operation, Row key) {
        return rows(table, operation).of(TopicEncoding.key(key));
    }

    /** The topic of a row, for a template without {@code {event}}. */
    public String topic(TableId table, Row key) {
        return rows(table, null).of(TopicEncoding.key(key));
    }

    /** @param operation null for a template without {@code {event}} */
    RowTopics rows(TableId table, @Nullable Operation operation) {
        return rows(Name.of(table), operation == null ? null : event(operation));
    }

    private RowTopics rows(Name name, @Nullable String event) {
        List<String> literals = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (Part part : parts) {
            if (part.isKey()) {
                literals.add(literal.toString());
                literal.setLength(0);
            } else {
                literal.append(part.placeholder ? replacement(part.text, name, event, "") : part.text);
            }
        }
        literals.add(literal.toString());
        return new RowTopics(literals);
    }

    /** A topic like those of the table's rows, of the template without {@code {event}}, that no row can have. */
    public String ofNoRow(TableId table) {
        return render(table, null, TopicEncoding.NO_KEY);
    }

    /** The template with the table's names filled in. */
    public String ofTable(TableId table) {
        return render(table, EVENT, KEY);
    }

    /** The topic filter that matches the topics of all rows of the table, and all events. */
    public String filter(TableId table) {
        return wildcards(render(table, "+", "+"));
    }

    /** The topic filter that matches the topics of one kind of event of all rows of the table. */
    public String filter(TableId table, Operation operation) {
        return wildcards(render(table, EVENTS.get(operation), "+"));
    }

    /** The topic filter that matches the topics of one kind of event of all rows of all tables that match. */
    public String filter(TablePattern tables, Operation operation) {
        return wildcards(render(name(tables), EVENTS.get(operation), "+"));
    }

    /** The topic filter that matches the topics of all rows of all tables that match, for a template without {@code {event}}. */
    public String filter(TablePattern tables) {
        return wildcards(render(name(tables), null, "+"));
    }

    private static Name name(TablePattern tables) {
        return new Name(
                tables.namesSchema() ? TopicEncoding.encode(tables.schema()) : "+",
                tables.namesTable() ? TopicEncoding.encode(tables.table()) : "+");
    }

    /** A table's name as it stands in topics. */
    private record Name(String schema, String table) {
        static Name of(TableId table) {
            return new Name(TopicEncoding.encode(table.schema()), TopicEncoding.encode(table.table()));
        }
    }

    /** A wildcard must be a whole level (MQTT 5, 4.7.1.3). */
    private static String wildcards(String topic) {
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            levels[i] = levels[i].contains("+") ? "+" : levels[i];
        }
        return String.join("/", levels);
    }

    /** The topics of a table's rows, of the template without {@code {event}}. */
    public RetainedTopics topics(TableId table) {
        return new RetainedTopics(filter(table), pattern(table, null));
    }

    /** The topics of one kind of event of a table's rows. */
    public RetainedTopics topics(TableId table, Operation operation) {
        return new RetainedTopics(filter(table, operation), pattern(table, EVENTS.get(operation)));
    }

    private String pattern(TableId table, @Nullable String event) {
        StringBuilder pattern = new StringBuilder();
        for (Part part : parts) {
            String literal = part.placeholder ? replacement(part.text, Name.of(table), event, "") : part.text;
            pattern.append(part.isKey() ? "[^/]+" : Pattern.quote(literal));
        }
        return pattern.toString();
    }

    private String render(TableId table, @Nullable String event, String key) {
        return render(Name.of(table), event, key);
    }

    private String render(Name table, @Nullable String event, String key) {
        return rows(table, event).of(key);
    }

    private static String replacement(String placeholder, Name table, @Nullable String event, String key) {
        return switch (placeholder) {
            case "schema" -> table.schema();
            case "table" -> table.table();
            case "event" -> event == null ? "" : event;
            default -> key;
        };
    }
}
