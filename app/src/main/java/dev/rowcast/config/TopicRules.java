package dev.rowcast.config;

import dev.rowcast.message.TopicTemplate;
import dev.rowcast.selection.TablePattern;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of topic templates: placeholders in braces, everything else literal, one topic for one row and one purpose.
 * A placeholder's value never contains a slash and is never empty, so topics can be compared level by level.
 */
final class TopicRules {
    private static final String KEY = TopicTemplate.KEY;
    /** Stands for any text that is not empty. */
    private static final String ANY = "?*";

    private static final List<String> EVENTS = List.of("inserted", "updated", "deleted");
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

    /** Whether a topic of a row of the one tables can be that of a row of the others. */
    static boolean canMeet(String template, TablePattern tables, String otherTemplate, TablePattern otherTables) {
        return EVENTS.stream().anyMatch(event -> EVENTS.stream()
                .anyMatch(other -> levelsMeet(
                        levels(globs(template, tables, event)), levels(globs(otherTemplate, otherTables, other)))));
    }

    private static boolean levelsMeet(List<String> levels, List<String> otherLevels) {
        return levels.size() == otherLevels.size()
                && IntStream.range(0, levels.size()).allMatch(i -> new TablePattern("", levels.get(i))
                        .meetsTable(new TablePattern("", otherLevels.get(i))));
    }

    /** The template with what may stand for its placeholders; a key's part is never empty. */
    private static String globs(String template, TablePattern tables, String event) {
        return template.replace(TopicTemplate.SCHEMA, tables.namesSchema() ? tables.schema() : ANY)
                .replace(TopicTemplate.TABLE, tables.namesTable() ? tables.table() : ANY)
                .replace(TopicTemplate.EVENT, event)
                .replace(KEY, ANY);
    }

    /** Whether the placeholder is a whole level of the template. */
    static boolean hasLevel(String template, String placeholder) {
        return levels(template).contains(placeholder);
    }

    /**
     * The text that a topic of the other template has at the level at which this template has the placeholder alone; null if
     * there is no such level, or the text may differ.
     */
    static @Nullable String levelOf(
            String template, String placeholder, String otherTemplate, TablePattern otherTables) {
        int level = levels(template).indexOf(placeholder);
        List<String> others = levels(globs(otherTemplate, otherTables, ANY));
        return level < 0 || level >= others.size() || others.get(level).contains("*") ? null : others.get(level);
    }

    private static List<String> levels(String topic) {
        return List.of(topic.split("/", -1));
    }

    private static int count(String template, String placeholder) {
        return template.split(Pattern.quote(placeholder), -1).length - 1;
    }
}
