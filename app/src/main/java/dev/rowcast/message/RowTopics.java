package dev.rowcast.message;

import java.util.List;

/** The topics of one table's rows, of one kind: a template in which only the key is open. Any thread. */
final class RowTopics {
    private final List<String> literals;
    private final int length;

    /** @param literals what stands before, between and behind the keys: one more than there are keys */
    RowTopics(List<String> literals) {
        this.literals = List.copyOf(literals);
        this.length = literals.stream().mapToInt(String::length).sum();
    }

    /**
     * The topic of a row.
     *
     * @param key as {@link TopicEncoding#key} has it
     */
    String of(String key) {
        if (literals.size() == 2) {
            return literals.get(0).concat(key).concat(literals.get(1));
        }
        StringBuilder topic = new StringBuilder(length + (literals.size() - 1) * key.length());
        topic.append(literals.get(0));
        for (String literal : literals.subList(1, literals.size())) {
            topic.append(key).append(literal);
        }
        return topic.toString();
    }
}
