package dev.rowcast.config;

import dev.rowcast.change.Operation;
import dev.rowcast.change.TableId;
import dev.rowcast.message.TopicTemplate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules of topic templates: placeholders in braces, everything else literal, one topic for one row and one purpose.
 * A placeholder's value never contains a slash and is never empty, so topics can be compared level by level.
 */
final class TopicRules {
    private static final String KEY = TopicTemplate.KEY;
    private static final String OWN_LEVEL = "rowcast";
    /** MQTT allows 65,535 bytes; a template of this length leaves room for the longest names and keys. */
    private static final int LENGTH_MAX = 1_000;

    private TopicRules() {}

    static boolean isEventTemplate(String template) {
        return isTemplate(template) && count(template, TopicTemplate.EVENT) == 1;
    }

    static boolean isStateTemplate(String template) {
        return isTemplate(template) && count(template, TopicTemplate.EVENT) == 0;
    }

    private static boolean isTemplate(String template) {
        List<String> levels = levels(template);
        return isUnderstood(template)
                && template.length() <= LENGTH_MAX
                && count(template, KEY) == 1
                && !Formats.hasControlCharacter(template)
                && levels.stream().noneMatch(String::isEmpty)
                && !levels.get(0).equals(OWN_LEVEL);
    }

    private static boolean isUnderstood(String template) {
        try {
            TopicTemplate.parse(template);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Two purposes that could end up in one topic, for people; empty if no row and no event can bring that about. */
    static Optional<String> collision(String eventTemplate, String stateTemplate, List<TableId> tables) {
        TopicTemplate events = TopicTemplate.parse(eventTemplate);
        TopicTemplate states = TopicTemplate.parse(stateTemplate);
        for (TableId table : tables) {
            for (TableId other : tables) {
                for (Operation operation : Operation.values()) {
                    String topic = events.ofAnyRow(table, operation);
                    if (canMeet(topic, states.ofAnyRow(other, operation))) {
                        return Optional.of(describe("events", table, "the state", other));
                    }
                    if (!table.equals(other) && canMeet(topic, events.ofAnyRow(other, operation))) {
                        return Optional.of(describe("events", table, "events", other));
                    }
                }
                if (!table.equals(other)
                        && canMeet(
                                states.ofAnyRow(table, Operation.INSERT), states.ofAnyRow(other, Operation.INSERT))) {
                    return Optional.of(describe("the state", table, "the state", other));
                }
            }
        }
        return Optional.empty();
    }

    private static String describe(String one, TableId table, String other, TableId otherTable) {
        return one + " of " + table + " and " + other + " of " + otherTable + " can share a topic";
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
