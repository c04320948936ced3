package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "{table}/{event}/{key}, {table}/state/{key}, shop.orders shop.customers",
        "{table}/{event}/{key}, {table}/state/{key}, shop.state shop.inserted",
        "{table}/{key}/{event}, {table}/{key}/state, shop.orders",
        "{table}/{key}/{event}, {table}/{key}, shop.orders",
        "{schema}/{table}/{event}/{key}, {schema}/{table}/state/{key}, a.orders b.orders",
        "{event}-{key}, state-{key}, shop.orders",
        "{table}/{event}/k{key}, {table}/s{key}/state, shop.orders",
    })
    void keepsTopicsApart(String event, String state, String tables) {
        assertThat(TopicRules.collision(event, state, tables(tables))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{table}/{event}/{key}, {table}/inserted/{key}, shop.orders",
        "{table}/{event}/{key}, {table}/{key}/state, shop.orders",
        "{table}/{event}/{key}, {table}/state/{key}, a.orders b.orders",
        "{event}/{key}, {table}/state/{key}, shop.orders shop.customers",
        "{table}/{event}/{key}, state/{key}, shop.orders shop.customers",
        "{event}-{key}, {key}, shop.orders",
        "{table}/{event}/{key}, {table}/{key}/1, shop.orders",
        "{table}/{event}/{key}, orders/{table}/{key}, shop.orders shop.inserted",
    })
    void seesThatTopicsCanMeet(String event, String state, String tables) {
        assertThat(TopicRules.collision(event, state, tables(tables))).isPresent();
    }

    private static List<TableId> tables(String names) {
        return Arrays.stream(names.split(" ", -1))
                .map(name -> name.split("\\.", -1))
                .map(parts -> new TableId(parts[0], parts[1]))
                .toList();
    }
}
