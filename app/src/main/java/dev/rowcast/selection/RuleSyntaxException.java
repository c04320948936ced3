package dev.rowcast.selection;

/** A text that is no rule. The message says what is wrong and, counted from 1, at which character. */
public final class RuleSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    RuleSyntaxException(String message) {
        super(message);
    }
}
