package dev.rowcast.broker.access;

import java.io.Serial;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code topic} or {@code pattern} line of an ACL file.
 *
 * @param allowed what it grants; empty for {@code deny}
 * @param text a topic filter, in a pattern with its placeholders
 * @param pattern whether placeholders are filled in
 */
record AclRule(Set<Access> allowed, String text, boolean pattern) {
    private static final String USER = "%u";
    private static final String CLIENT = "%c";
    private static final Pattern PLACEHOLDER = Pattern.compile(USER + "|" + CLIENT);

    enum Access {
        READ,
        WRITE
    }

    /** The rest of the line is no rule. */
    static final class MalformedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        private final String cause;
        private final String fix;

        private MalformedException(String cause, String fix) {
            super(cause);
            this.cause = cause;
            this.fix = fix;
        }

        String cause() {
            return cause;
        }

        String fix() {
            return fix;
        }
    }

    AclRule {
        allowed = Set.copyOf(allowed);
    }

    static AclRule ofTopic(String text) throws MalformedException {
        return of(text, false);
    }

    static AclRule ofPattern(String text) throws MalformedException {
        return of(text, true);
    }

    private static AclRule of(String text, boolean pattern) throws MalformedException {
        String[] words = text.split("[ \\t]+", 2);
        Set<Access> named = access(words[0]);
        if (words.length == 1 && (words[0].isEmpty() || named != null)) {
            throw new MalformedException(
                    "a rule without a topic filter",
                    "write e.g. `read orders/#` (for a topic of that name: `readwrite " + words[0] + "`)");
        }
        if (words.length == 2 && named == null) {
            throw new MalformedException(
                    "'" + words[0] + "' is no kind of access",
                    "write read, write, readwrite or deny before a filter that contains a space");
        }
        String filter = words[words.length - 1];
        try {
            TopicFilter.exactly(filter);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    "'" + filter + "' is no topic filter",
                    "+ has to be a level of its own, # the last one; no shared subscriptions here");
        }
        return new AclRule(named == null ? Set.of(Access.READ, Access.WRITE) : named, filter, pattern);
    }

    private static @Nullable Set<Access> access(String word) {
        return switch (word) {
            case "read" -> Set.of(Access.READ);
            case "write" -> Set.of(Access.WRITE);
            case "readwrite" -> Set.of(Access.READ, Access.WRITE);
            case "deny" -> Set.of();
            default -> null;
        };
    }

    boolean grants() {
        return !allowed.isEmpty();
    }

    boolean grants(Access access) {
        return allowed.contains(access);
    }

    /**
     * The topics that it is about, for this client; empty where a placeholder has no value, or one that would make something
     * else of the filter.
     */
    Optional<TopicFilter> filter(@Nullable String user, String clientId) {
        if (!pattern) {
            return Optional.of(TopicFilter.exactly(text));
        }
        if ((text.contains(USER) && !isFit(user)) || (text.contains(CLIENT) && !isFit(clientId))) {
            return Optional.empty();
        }
        String filled = PLACEHOLDER
                .matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(place.group().equals(CLIENT) ? clientId : String.valueOf(user)));
        return filled.startsWith("$") == text.startsWith("$") ? TopicFilter.ofSubscription(filled) : Optional.empty();
    }

    /** A slash would make two levels of one, which a rule that denies may do and one that grants must not. */
    private boolean isFit(@Nullable String name) {
        String unfit = grants() ? "+#/\0" : "+#\0";
        return name != null && !name.isEmpty() && name.chars().noneMatch(letter -> unfit.indexOf(letter) >= 0);
    }
}
