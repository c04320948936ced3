package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{key}/{event}/+",
                "{key}/{event}/#",
                "{key}/{event}/\n",
                "{key}/{event}/",
                "/{key}/{event}",
                "{key}//{event}",
                "{key}/{key}/{event}",
                "{key}/{event}/{column}",
                "{key}/{event}/{",
                "{KEY}/{event}",
                "$SYS/{key}/{event}",
                "rowcast/{key}/{event}",
            })
    void refusesATemplate(String template) {
        assertThat(TopicRules.isEventTemplate(template)).isFalse();
    }
}
