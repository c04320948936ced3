package dev.rowcast.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Who has subscribed to which topic filter, as a tree of their levels: to find those of a topic costs as many steps as it has
 * levels, and twice as many at each level that somebody has a {@code +} for, however many filters there are. Any thread; who
 * looks while it changes finds all that was there before and is there after.
 *
 * @param <T> who subscribes; compared by {@code equals}
 */
final class TopicTree<T> {
    private static final String ONE = "+";
    private static final String REST = "#";

    private final Node<T> root = new Node<>();

    /** One more level; those of wildcards are under the wildcard, which no topic can contain. */
    private static final class Node<T> {
        private final ConcurrentMap<String, Node<T>> children = new ConcurrentHashMap<>();
        private final List<T> members = new CopyOnWriteArrayList<>();

        private boolean isEmpty() {
            return members.isEmpty() && children.isEmpty();
        }
    }

    /** Adds a member, unless it is there already. */
    synchronized void add(List<String> filter, T member) {
        Node<T> node = root;
        for (String level : filter) {
            node = node.children.computeIfAbsent(level, name -> new Node<>());
        }
        if (!node.members.contains(member)) {
            node.members.add(member);
        }
    }

    /** Removes a member, if it is there. */
    synchronized void remove(List<String> filter, T member) {
        remove(root, filter, 0, member);
    }

    private void remove(Node<T> node, List<String> filter, int depth, T member) {
        if (depth == filter.size()) {
            node.members.remove(member);
            return;
        }
        Node<T> child = node.children.get(filter.get(depth));
        if (child != null) {
            remove(child, filter, depth + 1, member);
            if (child.isEmpty()) {
                node.children.remove(filter.get(depth));
            }
        }
    }

    /**
     * The members of each filter that selects the topic. Wildcards at the beginning do not select topics that begin with {@code
     * $}; {@code a/#} also selects {@code a}.
     *
     * @return never empty lists; who has subscribed to several such filters is in several of them
     */
    List<List<T>> select(String topic) {
        List<List<T>> found = new ArrayList<>(2);
        descend(root, topic, 0, found);
        return found;
    }

    private static <T> void descend(Node<T> node, String topic, int start, List<List<T>> found) {
        boolean hidden = start == 0 && topic.startsWith("$");
        if (!hidden) {
            take(node.children.get(REST), found);
        }
        if (start > topic.length()) {
            take(node, found);
            return;
        }
        int slash = topic.indexOf('/', start);
        int end = slash < 0 ? topic.length() : slash;
        Node<T> named = node.children.get(topic.substring(start, end));
        if (named != null) {
            descend(named, topic, end + 1, found);
        }
        Node<T> any = hidden ? null : node.children.get(ONE);
        if (any != null) {
            descend(any, topic, end + 1, found);
        }
    }

    /** Whether nothing is left of anybody. */
    boolean isEmpty() {
        return root.isEmpty();
    }

    private static <T> void take(@Nullable Node<T> node, List<List<T>> found) {
        if (node != null && !node.members.isEmpty()) {
            found.add(node.members);
        }
    }
}
