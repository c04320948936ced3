package dev.rowcast.bench.peers;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record of Debezium's says.
 *
 * @param id the values of the primary key as they stand in a topic: numbers, or texts that need no encoding there
 */
record Change(
        Operation operation, Struct key, String id, @Nullable Struct before, @Nullable Struct after, Struct source) {

    /** What was done, by Debezium's letter. */
    enum Operation {
        INSERT("insert", "inserted"),
        UPDATE("update", "updated"),
        DELETE("delete", "deleted"),
        /** A row that the snapshot has read. */
        READ("read", "read");

        private final String word;
        private final String event;

        Operation(String word, String event) {
            this.word = word;
            this.event = event;
        }

        /** As an event's payload says it. */
        String word() {
            return word;
        }

        /** As its topic says it. */
        String event() {
            return event;
        }

        /** @throws IllegalArgumentException if it is none of a row's */
        static Operation of(String letter) {
            return switch (letter) {
                case "c" -> INSERT;
                case "u" -> UPDATE;
                case "d" -> DELETE;
                case "r" -> READ;
                default -> throw new IllegalArgumentException("operation '" + letter + "' is not known");
            };
        }
    }

    static Change of(SourceRecord sent) {
        Struct envelope = (Struct) requireNonNull(sent.value(), "a record has no value");
        Struct key = (Struct) requireNonNull(sent.key(), "the table has no primary key");
        return new Change(
                Operation.of(envelope.getString("op")),
                key,
                key.schema().fields().size() == 1
                        ? String.valueOf(key.get(key.schema().fields().get(0)))
                        : key.schema().fields().stream()
                                .map(field -> String.valueOf(key.get(field)))
                                .collect(Collectors.joining(",")),
                envelope.getStruct("before"),
                envelope.getStruct("after"),
                envelope.getStruct("source"));
    }

    String table() {
        return source.getString("table");
    }
}
