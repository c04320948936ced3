package dev.rowcast.message;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Topics on which messages are retained for the rows of one table.
 *
 * @param filter the topic filter that matches them, and perhaps others
 * @param pattern the regular expression that matches them alone
 */
public record RetainedTopics(String filter, String pattern) {
    public RetainedTopics {
        requireNonNull(filter, "filter is null");
        requireNonNull(pattern, "pattern is null");
    }

    /** Tells of a topic whether it is one of them. */
    public Predicate<String> matcher() {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
