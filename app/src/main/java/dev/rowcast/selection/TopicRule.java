package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The topic templates of the tables that match, as the settings spell them.
 *
 * @param events with {@code {event}}; null for the usual one
 * @param states without; null for the usual one
 */
public record TopicRule(TablePattern tables, @Nullable String events, @Nullable String states) {
    private static final String EVENT = "{event}";

    public TopicRule {
        requireNonNull(tables, "tables is null");
        if (events == null && states == null) {
            throw new IllegalArgumentException("no template");
        }
    }

    /**
     * Reads {@code orders: o/{event}/{key} | o/state/{key}; shop.*: s/{table}/{event}/{key}}: one template or two, those with
     * {@code {event}} for events and those without for state. Whether they are templates is not looked at.
     *
     * @throws RuleSyntaxException if it is anything else
     */
    public static List<TopicRule> parse(String text, String defaultSchema) throws RuleSyntaxException {
        return RuleText.rules(text, defaultSchema, TopicRule::body);
    }

    private static TopicRule body(TablePattern tables, RuleText text) throws RuleSyntaxException {
        String events = null;
        String states = null;
        do {
            text.atEnd();
            int start = text.place();
            String template = text.upTo("|;");
            boolean ofEvents = template.contains(EVENT);
            if (template.isEmpty()) {
                throw text.errorAt(start, "a topic template was expected");
            }
            if ((ofEvents ? events : states) != null) {
                throw text.errorAt(start, "a second template " + (ofEvents ? "with {event}" : "without {event}"));
            }
            if (ofEvents) {
                events = template;
            } else {
                states = template;
            }
        } while (text.take("|"));
        return new TopicRule(tables, events, states);
    }
}
