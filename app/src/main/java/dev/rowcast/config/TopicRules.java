package dev.rowcast.config;

import dev.rowcast.change.TableId;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of topic templates: placeholders in braces, everything else literal, one topic for one row and one purpose.
 * A placeholder's value never contains a slash and is never empty, so topics can be compared level by level.
 */
final class TopicRules {
    private static final List<String> EVENTS = List.of("inserted", "updated", "deleted");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(schema|table|event|key)}");
    private static final String KEY = "{key}";
    private static final String EVENT = "{event}";
    private static final String OWN_LEVEL = "rowcast";
    /** MQTT allows 65,535 bytes; a template of this length leaves room for the longest names and keys. */
    private static final int LENGTH_MAX = 1_000;

    private TopicRules() {}

    static boolean isEventTemplate(String template) {
        return isTemplate(template) && count(template, EVENT) == 1;
    }

    static boolean isStateTemplate(String template) {
        return isTemplate(template) && count(template, EVENT) == 0;
    }

    private static boolean isTemplate(String template) {
        String literal = PLACEHOLDER.matcher(template).replaceAll("x");
        List<String> levels = levels(template);
        return template.length() <= LENGTH_MAX
                && count(template, KEY) == 1
                && literal.chars().noneMatch(letter -> "{}+#".indexOf(letter) >= 0)
                && !Formats.hasControlCharacter(literal)
                && !literal.startsWith("$")
                && levels.stream().noneMatch(String::isEmpty)
                && !levels.get(0).equals(OWN_LEVEL);
    }

    /** Two purposes that could end up in one topic, for people; empty if no row and no event can bring that about. */
    static Optional<String> collision(String eventTemplate, String stateTemplate, List<TableId> tables) {
        for (TableId table : tables) {
            for (TableId other : tables) {
                for (String event : EVENTS) {
                    String topic = fill(eventTemplate, table, event);
                    if (canMeet(topic, fill(stateTemplate, other, event))) {
                        return Optional.of(describe("events", table, "the state", other));
                    }
                    if (!table.equals(other) && canMeet(topic, fill(eventTemplate, other, event))) {
                        return Optional.of(describe("events", table, "events", other));
                    }
                }
                if (!table.equals(other) && canMeet(fill(stateTemplate, table, ""), fill(stateTemplate, other, ""))) {
                    return Optional.of(describe("the state", table, "the state", other));
                }
            }
        }
        return Optional.empty();
    }

    private static String describe(String one, TableId table, String other, TableId otherTable) {
        return one + " of " + table + " and " + other + " of " + otherTable + " can share a topic";
    }

    /** Fills in all but the key. A name keeps its place in one level even if it contains a slash. */
    private static String fill(String template, TableId table, String event) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(placeholder -> Matcher.quoteReplacement(value(placeholder, table, event)));
    }

    private static String value(MatchResult placeholder, TableId table, String event) {
        return switch (placeholder.group(1)) {
            case "schema" -> table.schema().replace("/", "%2F");
            case "table" -> table.table().replace("/", "%2F");
            case "event" -> event;
            default -> KEY;
        };
    }

    private static boolean canMeet(String one, String other) {
        List<String> levels = levels(one);
        List<String> otherLevels = levels(other);
        if (levels.size() != otherLevels.size()) {
            return false;
        }
        for (int index = 0; index < levels.size(); index++) {
            if (!levelsCanMeet(levels.get(index), otherLevels.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean levelsCanMeet(String one, String other) {
        int key = one.indexOf(KEY);
        int otherKey = other.indexOf(KEY);
        if (key < 0 && otherKey < 0) {
            return one.equals(other);
        }
        if (key < 0) {
            return keyCanBecome(other, otherKey, one);
        }
        if (otherKey < 0) {
            return keyCanBecome(one, key, other);
        }
        String prefix = one.substring(0, key);
        String otherPrefix = other.substring(0, otherKey);
        String suffix = one.substring(key + KEY.length());
        String otherSuffix = other.substring(otherKey + KEY.length());
        return (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix))
                && (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix));
    }

    private static boolean keyCanBecome(String level, int key, String literal) {
        return literal.length() > level.length() - KEY.length()
                && literal.startsWith(level.substring(0, key))
                && literal.endsWith(level.substring(key + KEY.length()));
    }

    private static List<String> levels(String topic) {
        return List.of(topic.split("/", -1));
    }

    private static int count(String template, String placeholder) {
        return template.split(Pattern.quote(placeholder), -1).length - 1;
    }
}
