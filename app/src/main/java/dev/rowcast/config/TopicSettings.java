package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.RetainMode;

/**
 * Where messages go and what the broker keeps of them.
 *
 * @param eventTemplate with {@code {event}} and {@code {key}} once each, perhaps {@code {schema}} and {@code {table}}
 * @param stateTemplate with {@code {key}} once, perhaps {@code {schema}} and {@code {table}}
 */
public record TopicSettings(String eventTemplate, String stateTemplate, RetainMode retain) {
    public TopicSettings {
        requireNonNull(retain, "retain is null");
        if (!TopicRules.isEventTemplate(eventTemplate)) {
            throw new IllegalArgumentException("not a template for events: " + eventTemplate);
        }
        if (!TopicRules.isStateTemplate(stateTemplate)) {
            throw new IllegalArgumentException("not a template for state: " + stateTemplate);
        }
    }
}
