package dev.rowcast.broker.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An MQTT topic filter: levels between slashes, {@code +} for any one level, {@code #} at the end for all the rest. Immutable,
 * any thread.
 */
public final class TopicFilter {
    /** More levels than anybody needs; they are descended recursively. */
    public static final int MAX_LEVELS = 128;

    private static final String SHARE = "$share/";

    /** What a shared filter may not begin with again. */
    private static final String NESTED_SHARE = "$share";

    private static final String ONE = "+";
    private static final String REST = "#";

    /** A level that no filter can name, for no topic may contain it. */
    private static final String UNNAMED = "\0";

    private final List<String> levels;

    private TopicFilter(List<String> levels) {
        this.levels = levels;
    }

    /**
     * Reads a filter; one that ends in a slash stands for everything below it.
     *
     * @throws IllegalArgumentException if the text is no topic filter
     */
    public static TopicFilter of(String text) {
        String filter = text.endsWith("/") ? text + "#" : text;
        if (!isValid(filter)) {
            throw new IllegalArgumentException("not an MQTT topic filter: '" + text + "'");
        }
        return new TopicFilter(levels(filter));
    }

    /**
     * Reads a filter as a subscription does: a slash at its end is an empty level.
     *
     * @throws IllegalArgumentException if the text is no topic filter, or a shared subscription
     */
    public static TopicFilter exactly(String text) {
        if (!isPlainFilter(text) || isShared(text)) {
            throw new IllegalArgumentException("not an MQTT topic filter: '" + text + "'");
        }
        return new TopicFilter(levels(text));
    }

    /**
     * Reads what a client subscribes to; of a shared subscription, the filter in it.
     *
     * @return empty if a client may not subscribe to it
     */
    public static Optional<TopicFilter> ofSubscription(String text) {
        if (!isValid(text)) {
            return Optional.empty();
        }
        String filter = isShared(text) ? text.substring(text.indexOf('/', SHARE.length()) + 1) : text;
        return Optional.of(new TopicFilter(levels(filter)));
    }

    /** Whether a subscription is shared among those who name the same share. */
    public static boolean isShared(String subscription) {
        return subscription.startsWith(SHARE);
    }

    /** Where the first wildcard of a filter is; -1 if it has none and is a topic. */
    public static int indexOfWildcard(String filter) {
        for (int i = 0; i < filter.length(); i++) {
            char c = filter.charAt(i);
            if (c == '+' || c == '#') {
                return i;
            }
        }
        return -1;
    }

    /** Whether a client may subscribe to it; a shared subscription must name its share and a filter. */
    public static boolean isValid(String filter) {
        if (!isShared(filter)) {
            return isPlainFilter(filter);
        }
        int slash = filter.indexOf('/', SHARE.length());
        return slash > SHARE.length()
                && isTopicName(filter.substring(SHARE.length(), slash))
                && !filter.startsWith(NESTED_SHARE, slash + 1)
                && isPlainFilter(filter.substring(slash + 1));
    }

    /** Whether a client may publish to it. */
    public static boolean isTopicName(String topic) {
        return !topic.isEmpty()
                && topic.indexOf('+') < 0
                && topic.indexOf('#') < 0
                && topic.indexOf('\0') < 0
                && levelCount(topic) <= MAX_LEVELS;
    }

    private static int levelCount(String topic) {
        int count = 1;
        for (int slash = topic.indexOf('/'); slash >= 0; slash = topic.indexOf('/', slash + 1)) {
            count++;
        }
        return count;
    }

    private static boolean isPlainFilter(String filter) {
        List<String> levels = levels(filter);
        int last = levels.size() - 1;
        return !filter.isEmpty()
                && filter.indexOf('\0') < 0
                && levels.size() <= MAX_LEVELS
                && levels.subList(0, last).stream().noneMatch(level -> level.contains("#"))
                && (levels.get(last).equals(REST) || !levels.get(last).contains(REST))
                && levels.stream().allMatch(level -> level.equals(ONE) || !level.contains(ONE));
    }

    /** What is between its slashes; at least one, not to be changed. */
    public List<String> levels() {
        return levels;
    }

    /** Whether the topic is one of those that the filter describes; {@code a/#} also describes {@code a}. */
    public boolean matches(String topic) {
        int start = 0;
        for (String level : levels) {
            if (level.equals(REST)) {
                return true;
            }
            if (start > topic.length()) {
                return false;
            }
            int slash = topic.indexOf('/', start);
            int end = slash < 0 ? topic.length() : slash;
            boolean same = level.length() == end - start && topic.startsWith(level, start);
            if (!same && !level.equals(ONE)) {
                return false;
            }
            start = end + 1;
        }
        return start > topic.length();
    }

    /** As {@link #matches}, but wildcards at the beginning leave out topics that begin with {@code $}, as subscriptions do. */
    public boolean selects(String topic) {
        return (!startsWithWildcard() || !topic.startsWith("$")) && matches(topic);
    }

    /** The filter that selects exactly the topics that both select; empty if there can be none. */
    public Optional<TopicFilter> intersection(TopicFilter other) {
        if (startsWithWildcard() ? other.startsWithDollar() : startsWithDollar() && other.startsWithWildcard()) {
            return Optional.empty();
        }
        List<String> both = new ArrayList<>();
        for (int i = 0; ; i++) {
            boolean end = i == levels.size() && i == other.levels.size();
            if (isRest(i) || other.isRest(i) || end) {
                both.addAll(isRest(i) ? other.from(i) : from(i));
                return isNoTopic(both) ? Optional.empty() : Optional.of(new TopicFilter(List.copyOf(both)));
            }
            if (i == levels.size() || i == other.levels.size()) {
                return Optional.empty();
            }
            String mine = levels.get(i);
            String others = other.levels.get(i);
            if (!mine.equals(others) && !mine.equals(ONE) && !others.equals(ONE)) {
                return Optional.empty();
            }
            both.add(mine.equals(ONE) ? others : mine);
        }
    }

    /**
     * Whether every topic that it selects is selected by one of the others. Exact: a name that no filter mentions is
     * selected by the fewest, so it is enough to look at topics whose free levels all have such a name, of every length that
     * makes a difference.
     */
    public boolean isCoveredBy(List<TopicFilter> others) {
        boolean open = isRest(levels.size() - 1);
        List<String> names = new ArrayList<>(open ? levels.subList(0, levels.size() - 1) : levels);
        names.replaceAll(level -> level.equals(ONE) ? UNNAMED : level);
        if (open && isNoTopic(names)) {
            names.add(UNNAMED);
        }
        int longest =
                others.stream().mapToInt(other -> other.levels.size()).max().orElse(0);
        int lengthMax = open ? Math.min(MAX_LEVELS, Math.max(names.size(), longest) + 1) : names.size();
        for (; names.size() <= lengthMax; names.add(UNNAMED)) {
            String topic = String.join("/", names);
            if (others.stream().noneMatch(other -> other.selects(topic))) {
                return false;
            }
        }
        return true;
    }

    /** {@code /#} and {@code +} would both match the empty text, which is no topic. */
    private static boolean isNoTopic(List<String> names) {
        return names.isEmpty() || names.equals(List.of(""));
    }

    private boolean isRest(int index) {
        return index < levels.size() && levels.get(index).equals(REST);
    }

    private List<String> from(int index) {
        return index < levels.size() ? levels.subList(index, levels.size()) : List.of();
    }

    private boolean startsWithWildcard() {
        return levels.get(0).equals(ONE) || levels.get(0).equals(REST);
    }

    private boolean startsWithDollar() {
        return levels.get(0).startsWith("$");
    }

    @Override
    public String toString() {
        return String.join("/", levels);
    }

    private static List<String> levels(String text) {
        return Arrays.asList(text.split("/", -1));
    }
}
