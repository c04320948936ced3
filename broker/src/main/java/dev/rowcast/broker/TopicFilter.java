package dev.rowcast.broker;

import java.util.Arrays;
import java.util.List;

/** An MQTT topic filter: levels between slashes, {@code +} for any one level, {@code #} at the end for all the rest. */
final class TopicFilter {
    /** More levels than anybody needs; Moquette descends them recursively and would run out of stack. */
    static final int MAX_LEVELS = 128;

    private static final String SHARE = "$share/";
    /** Moquette throws at a shared filter that begins with this again. */
    private static final String NESTED_SHARE = "$share";

    private final List<String> levels;

    private TopicFilter(List<String> levels) {
        this.levels = levels;
    }

    /**
     * Reads a filter; one that ends in a slash stands for everything below it.
     *
     * @throws IllegalArgumentException if the text is no topic filter
     */
    static TopicFilter of(String text) {
        String filter = text.endsWith("/") ? text + "#" : text;
        if (!isValid(filter)) {
            throw new IllegalArgumentException("not an MQTT topic filter: '" + text + "'");
        }
        return new TopicFilter(levels(filter));
    }

    /** Whether a client may subscribe to it; a shared subscription must name its share and a filter. */
    static boolean isValid(String filter) {
        if (!filter.startsWith(SHARE)) {
            return isPlainFilter(filter);
        }
        int slash = filter.indexOf('/', SHARE.length());
        return slash > SHARE.length()
                && isTopicName(filter.substring(SHARE.length(), slash))
                && !filter.startsWith(NESTED_SHARE, slash + 1)
                && isPlainFilter(filter.substring(slash + 1));
    }

    /** Whether a client may publish to it. */
    static boolean isTopicName(String topic) {
        return !topic.isEmpty()
                && topic.indexOf('+') < 0
                && topic.indexOf('#') < 0
                && topic.indexOf('\0') < 0
                && levels(topic).size() <= MAX_LEVELS;
    }

    private static boolean isPlainFilter(String filter) {
        List<String> levels = levels(filter);
        int last = levels.size() - 1;
        return !filter.isEmpty()
                && filter.indexOf('\0') < 0
                && levels.size() <= MAX_LEVELS
                && levels.subList(0, last).stream().noneMatch(level -> level.contains("#"))
                && (levels.get(last).equals("#") || !levels.get(last).contains("#"))
                && levels.stream().allMatch(level -> level.equals("+") || !level.contains("+"));
    }

    /** Whether the topic is one of those that the filter describes; {@code a/#} also describes {@code a}. */
    boolean matches(String topic) {
        List<String> names = levels(topic);
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return true;
            }
            if (i >= names.size() || (!level.equals("+") && !level.equals(names.get(i)))) {
                return false;
            }
        }
        return names.size() == levels.size();
    }

    private static List<String> levels(String text) {
        return Arrays.asList(text.split("/", -1));
    }
}
