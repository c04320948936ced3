package dev.rowcast.broker.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicFilterTest {

    @ParameterizedTest
    @CsvSource({
        "orders/,orders/state/1,true",
        "orders/,orders,true",
        "orders/,orders/,true",
        "orders/,orders2/state,false",
        "orders/,Orders/state,false",
        "+/orders/#,shop/orders/1,true",
        "+/orders/#,shop/orders,true",
        "+/orders/#,shop/items,false",
        "a/+/c,a/b/c,true",
        "a/+/c,a/b,false",
        "a/+/c,a/b/c/d,false",
        "a,a,true",
        "a,a/b,false",
        "#,anything/at/all,true"
    })
    void matches(String filter, String topic, boolean expected) {
        assertThat(TopicFilter.of(filter).matches(topic)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "#", "+", "+/a/#", "/", "a//b", "$share/group/a/+", "$SYS/#"})
    void acceptsFilters(String filter) {
        assertThat(TopicFilter.isValid(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/#/b", "a#", "a+/b", "$share/x", "$share//a", "$share/+/a", "$share/x/", "a\0b"})
    void refusesWhatIsNoFilter(String filter) {
        assertThat(TopicFilter.isValid(filter)).isFalse();
    }

    @Test
    void refusesMoreLevelsThanMoquetteCanDescend() {
        assertThat(TopicFilter.isValid("/".repeat(TopicFilter.MAX_LEVELS))).isFalse();
        assertThat(TopicFilter.isTopicName("/".repeat(TopicFilter.MAX_LEVELS))).isFalse();
        assertThatThrownBy(() -> TopicFilter.of("a+")).hasMessageContaining("'a+'");
    }
}
