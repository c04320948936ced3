package dev.rowcast.examples.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A column of the target.
 *
 * @param characters whether its values are compared by a collation, for which different texts may be equal
 */
record Column(String name, ColumnKind kind, boolean characters) {
    private static final int SHOWN = 60;

    String quoted() {
        return quoted(name);
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** What to bind; null is NULL. In a JSON column JSON's own null can not be told from NULL, and is NULL. */
    @Nullable
    Object value(JsonNode json) throws MisfitException {
        if (json.isNull()) {
            return null;
        }
        try {
            Object value = kind.value(json);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw misfit(json.toString());
    }

    Object keyValue(String text) throws MisfitException {
        try {
            return kind.keyValue(text);
        } catch (IllegalArgumentException e) {
            throw misfit(text);
        }
    }

    private MisfitException misfit(String value) {
        String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return new MisfitException("The target's column " + name + " takes no " + shown
                + ": give it the type that it has in the source, and do not mask it there");
    }
}
