package dev.rowcast.broker;

import java.util.Arrays;
import java.util.List;

/** An MQTT topic filter: levels between slashes, {@code +} for any one level, {@code #} at the end for all the rest. */
final class TopicFilter {
    /** More levels than anybody needs; Moquette descends them recursively and would run out of stack. */
    static final int MAX_LEVELS = 128;

    private static final String SHARE = "$share/";

    private final String filter;

    private TopicFilter(String filter) {
        this.filter = filter;
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
        return new TopicFilter(filter);
    }

    /** Whether a client may subscribe to it; a shared subscription must name its share and a filter. */
    static boolean isValid(String filter) {
        if (!filter.startsWith(SHARE)) {
            return isPlainFilter(filter);
        }
        int slash = filter.indexOf('/', SHARE.length());
        return slash > SHARE.length()
                && isTopicName(filter.substring(SHARE.length(), slash))
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

    static boolean hasWildcard(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    /**
     * Whether the topic is one of those that the filter describes; {@code a/#} also describes {@code a}, and a wildcard at the
     * start no topic that begins with {@code $}.
     */
    boolean matches(String topic) {
        int f = 0;
        int t = 0;
        if (topic.startsWith("$") && hasWildcard(filter.substring(0, 1))) {
            return false;
        }
        while (f < filter.length()) {
            char c = filter.charAt(f);
            if (c == '#') {
                return true;
            }
            if (c == '+') {
                int slash = topic.indexOf('/', t);
                t = slash < 0 ? topic.length() : slash;
            } else if (t < topic.length() && topic.charAt(t) == c) {
                t++;
            } else {
                return t == topic.length() && filter.startsWith("/#", f) && f + 2 == filter.length();
            }
            f++;
        }
        return t == topic.length();
    }

    private static List<String> levels(String text) {
        return Arrays.asList(text.split("/", -1));
    }
}
