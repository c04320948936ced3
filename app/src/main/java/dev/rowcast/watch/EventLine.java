package dev.rowcast.watch;

import dev.rowcast.message.TopicTemplate;
import dev.rowcast.terminal.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** An event in one line for people: {@code 12:00:01.123 updated 7 status pending → shipped}. Pure. */
final class EventLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int VALUE_LENGTH_MAX = 120;
    private static final int TELLING_COLUMNS = 2;
    /** Changes with every update, and tells nothing that the line does not. */
    private static final String UPDATED_AT = "updated_at";

    private EventLine() {}

    /**
     * Without a line's end, and without any character that a terminal would obey.
     *
     * @param received where the event does not say when it was committed
     */
    static String of(TableEvent event, Instant received, ZoneId zone) {
        Instant at = event.committedAt() == null ? received : event.committedAt();
        String key = event.key().values().stream().map(Cell::shown).collect(Collectors.joining(","));
        String line = TIME.format(at.atZone(zone)) + " " + TopicTemplate.event(event.operation()) + " " + shortened(key)
                + " " + difference(event);
        return Printable.of(line.stripTrailing());
    }

    private static String difference(TableEvent event) {
        Map<String, Cell> before = event.before();
        Map<String, Cell> after = event.after();
        if (before != null && after != null) {
            String changes = changed(before, after).stream()
                    .filter(column -> !column.equals(UPDATED_AT))
                    .map(column -> column + " " + value(before, column) + " → " + value(after, column))
                    .collect(Collectors.joining(", "));
            return changes.isEmpty() ? "nothing but its time" : changes;
        }
        Map<String, Cell> row = after == null ? before : after;
        if (row == null) {
            return "without its row, which is too large";
        }
        return row.entrySet().stream()
                .filter(column -> !event.key().containsKey(column.getKey())
                        && column.getValue().kind() != Cell.Kind.NULL)
                .limit(TELLING_COLUMNS)
                .map(column -> shortened(column.getValue().shown()))
                .collect(Collectors.joining(", "));
    }

    /** The columns that differ, or are in one of the two alone. */
    static Set<String> changed(Map<String, Cell> before, Map<String, Cell> after) {
        Set<String> columns = new LinkedHashSet<>(before.keySet());
        columns.addAll(after.keySet());
        columns.removeIf(column -> Objects.equals(before.get(column), after.get(column)));
        return columns;
    }

    private static String value(Map<String, Cell> row, String column) {
        Cell cell = row.get(column);
        return cell == null ? "nothing" : shortened(cell.shown());
    }

    private static String shortened(String text) {
        return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX) + "…";
    }
}
