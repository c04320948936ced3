package dev.rowcast.examples.follower;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What one message says of one row. */
public sealed interface Change {
    /** As in the topic: see {@link TopicKey}. */
    String key();

    /** Where it stands in the order of changes, as plain text; null where Rowcast clears what no row has any more. */
    @Nullable
    String version();

    /**
     * The row as it is.
     *
     * @param retained whether it was there before the subscription
     */
    record State(String key, String version, ObjectNode row, boolean retained) implements Change {}

    /** There is no such row any more. */
    record Gone(String key, @Nullable String version) implements Change {}

    /**
     * The row was changed.
     *
     * @param before null if it was inserted
     * @param after null if it was deleted
     */
    record Event(String key, String version, @Nullable ObjectNode before, @Nullable ObjectNode after)
            implements Change {}
}
