package dev.rowcast.mysql;

import java.util.Map;

/** The server's collations: which character set each number stands for. */
record Collations(Map<Integer, String> charsetByCollation) {
    static final int BINARY = 63;

    Collations {
        charsetByCollation = Map.copyOf(charsetByCollation);
    }

    /** The character set's name, {@code binary} for bytes that are no text. */
    String charset(int collation) {
        String name = charsetByCollation.get(collation);
        if (name == null) {
            throw new UndecodableException("has the unknown collation number " + collation);
        }
        return name;
    }
}
