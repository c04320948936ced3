package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicPlan;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.selection.TopicRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go and what the broker keeps of them.
 *
 * @param eventTemplate with {@code {event}} and {@code {key}} once each, perhaps {@code {schema}} and {@code {table}}
 * @param stateTemplate with {@code {key}} once, perhaps {@code {schema}} and {@code {table}}
 * @param rules of tables with templates of their own; the first that matches holds
 */
public record TopicSettings(String eventTemplate, String stateTemplate, List<TopicRule> rules, RetainMode retain) {
    public TopicSettings {
        rules = List.copyOf(rules);
        requireNonNull(retain, "retain is null");
        if (!TopicRules.isEventTemplate(eventTemplate)) {
            throw new IllegalArgumentException("not a template for events: " + eventTemplate);
        }
        if (!TopicRules.isStateTemplate(stateTemplate)) {
            throw new IllegalArgumentException("not a template for state: " + stateTemplate);
        }
    }

    /** Of all tables. */
    public TopicSettings(String eventTemplate, String stateTemplate, RetainMode retain) {
        this(eventTemplate, stateTemplate, List.of(), retain);
    }

    /** The rule of a table; null if it has none. */
    @Nullable
    TopicRule rule(TableId table) {
        for (TopicRule rule : rules) {
            if (rule.tables().matches(table)) {
                return rule;
            }
        }
        return null;
    }

    /** The event template of tables with this rule. */
    String eventTemplate(@Nullable TopicRule rule) {
        return rule == null || rule.events() == null ? eventTemplate : rule.events();
    }

    /** The state template of tables with this rule. */
    String stateTemplate(@Nullable TopicRule rule) {
        return rule == null || rule.states() == null ? stateTemplate : rule.states();
    }

    /** What the settings mean for each table. */
    public TopicPlan plan() {
        return new TopicPlan(
                rules.stream()
                        .map(rule ->
                                new TopicPlan.Rule(rule.tables(), templates(eventTemplate(rule), stateTemplate(rule))))
                        .toList(),
                templates(eventTemplate, stateTemplate));
    }

    private static TopicPlan.Templates templates(String events, String states) {
        return new TopicPlan.Templates(TopicTemplate.parse(events), TopicTemplate.parse(states));
    }
}
