package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

/**
 * A column's value, as it stands in a payload.
 *
 * @param text a string's characters, everything else as JSON: numbers with all their digits
 */
record Cell(Kind kind, String text) {
    static final Cell NULL = new Cell(Kind.NULL, "null");

    /** What it is in JSON. */
    enum Kind {
        NULL,
        TEXT,
        NUMBER,
        BOOLEAN,
        /** An array or an object. */
        STRUCTURE
    }

    Cell {
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }

    /** For people: tells NULL from a text, and an empty text from nothing. */
    String shown() {
        if (kind == Kind.NULL) {
            return "NULL";
        }
        return text.isEmpty() ? "''" : text;
    }
}
