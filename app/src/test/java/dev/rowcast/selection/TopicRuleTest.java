package dev.rowcast.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicRuleTest {

    @Test
    void theTemplateWithEventIsThatOfEvents() throws Exception {
        assertThat(TopicRule.parse("orders: o/state/{key} | o/{event}/{key}; crm.*: c/{table}/{key}", "shop"))
                .containsExactly(
                        new TopicRule(new TablePattern("shop", "orders"), "o/{event}/{key}", "o/state/{key}"),
                        new TopicRule(new TablePattern("crm", "*"), null, "c/{table}/{key}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "orders:; a topic template was expected at character 8, at the end",
                "orders: a/{key} | ; a topic template was expected at character 18, at the end",
                "orders: a/{key} | b/{key}; a second template without {event} at character 19, at 'b/{key}'",
                "orders; a table and ':' were expected at character 1, at 'orders'",
            })
    void saysWhereAMistakeIs(String text, String message) {
        assertThatThrownBy(() -> TopicRule.parse(text, "shop"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage(message);
    }
}
