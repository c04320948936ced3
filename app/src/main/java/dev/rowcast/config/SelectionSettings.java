package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.selection.Selection;
import dev.rowcast.selection.SelectionRules;
import org.jspecify.annotations.Nullable;

/**
 * Which columns and rows are published, and how some are masked.
 *
 * @param hashKey what values are hashed with; null only if no rule says so
 */
public record SelectionSettings(SelectionRules rules, @Nullable Secret hashKey) {
    /** All columns and all rows. */
    public static final SelectionSettings EVERYTHING = new SelectionSettings(SelectionRules.EVERYTHING, null);

    public SelectionSettings {
        requireNonNull(rules, "rules is null");
        if (hashKey == null && rules.needHashKey()) {
            throw new IllegalArgumentException("a column is to be hashed, and there is no key");
        }
    }

    /** The rules, with what they need to be applied. */
    public Selection selection() {
        return new Selection(rules, hashKey == null ? null : hashKey.value());
    }
}
