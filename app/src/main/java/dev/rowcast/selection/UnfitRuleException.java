package dev.rowcast.selection;

/**
 * A rule does not fit the table as it is now: to go on could show what is to be hidden. The message names the setting, the
 * table, the column and the remedy.
 */
public final class UnfitRuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitRuleException(String message) {
        super(message);
    }
}
