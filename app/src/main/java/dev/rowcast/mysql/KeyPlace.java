package dev.rowcast.mysql;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a table: that of the row with this primary key, there or not.
 *
 * @param literals the key's values as constants in SQL, which were made here
 */
record KeyPlace(List<String> literals) {
    private static final String FORM = "1";
    private static final String SEPARATOR = ".";

    KeyPlace {
        literals = List.copyOf(literals);
    }

    /** The place of a row, as ASCII text. */
    static String text(PrimaryKey key, List<byte[]> values) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return Stream.concat(Stream.of(FORM, key.shape()), values.stream().map(encoder::encodeToString))
                .collect(Collectors.joining(SEPARATOR));
    }

    /** Reads a text; empty if it is null, was made for another key, or not made by {@link #text}. */
    static Optional<KeyPlace> parse(PrimaryKey key, @Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split("\\.", -1);
        if (parts.length != key.columns().size() + 2 || !parts[0].equals(FORM) || !parts[1].equals(key.shape())) {
            return Optional.empty();
        }
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            Optional<String> literal = literal(key.columns().get(i), parts[i + 2]);
            if (literal.isEmpty()) {
                return Optional.empty();
            }
            literals.add(literal.get());
        }
        return Optional.of(new KeyPlace(literals));
    }

    private static Optional<String> literal(KeyColumn column, String value) {
        try {
            return column.literal(Base64.getUrlDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
