package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.message.RetainMode;
import dev.rowcast.selection.RuleSyntaxException;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.selection.TopicRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicCollisionsTest {
    private static final String EVENTS = "{table}/{event}/{key}";
    private static final String STATE = "{table}/state/{key}";

    @ParameterizedTest
    @CsvSource({
        "{table}/{event}/{key}, {table}/state/{key}, shop.orders shop.customers",
        "{table}/{event}/{key}, {table}/state/{key}, shop.state shop.inserted",
        "{table}/{key}/{event}, {table}/{key}/state, shop.orders",
        "{table}/{key}/{event}, {table}/{key}, shop.orders",
        "{schema}/{table}/{event}/{key}, {schema}/{table}/state/{key}, a.orders b.orders",
        "{event}-{key}, state-{key}, shop.orders",
        "{table}/{event}/k{key}, {table}/s{key}/state, shop.orders",
        "{table}/{event}/{key}, {table}/state/{key}, shop.*",
        "{table}/{event}/{key}, {table}/state/{key}, shop.* !shop.audit",
        "{table}/{event}/{key}, {table}/state/{key}, a.order* b.customer?",
        "{schema}/{table}/{event}/{key}, {schema}/{table}/state/{key}, *.* a.orders",
        "{schema}/{event}/{key}, {schema}/state/{key}, *.orders",
    })
    void keepsTopicsApart(String event, String state, String tables) {
        assertThat(collision(event, state, tables)).isEmpty();
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
        "{table}/{event}/{key}, {table}/state/{key}, *.orders",
        "{table}/{event}/{key}, {table}/state/{key}, a.* b.*",
        "{table}/{event}/{key}, {table}/state/{key}, a.* b.orders",
        "{schema}/{event}/{key}, {schema}/state/{key}, shop.*",
        "{schema}-{table}/{event}/{key}, {schema}-{table}/state/{key}, *.*",
        "{table}/{event}/{key}, orders/{table}/{key}, shop.*",
    })
    void seesThatTopicsCanMeet(String event, String state, String tables) {
        assertThat(collision(event, state, tables)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.orders shop.customers, shop.orders: o/{event}/{key} | o/state/{key}",
        "shop.*, shop.orders: o/{event}/{key} | o/state/{key}; shop.*: s/{table}/{event}/{key} | s/{table}/state/{key}",
        "shop.*, shop.orders: orders/{event}/{key} | orders/now/{key}",
        "shop.*, shop.orders: orders/now/{key}",
        "shop.* !shop.o, shop.orders: o/{event}/{key} | o/state/{key}",
        "a.* b.*, b.*: b/{table}/{event}/{key} | b/{table}/state/{key}",
    })
    void tablesWithTopicsOfTheirOwnAreKeptApart(String tables, String rules) throws Exception {
        assertThat(collision(tables, rules)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.orders shop.customers, shop.orders: customers/{event}/{key}",
        "shop.orders, shop.orders: orders/inserted/{key}",
        "shop.*, shop.orders: o/{event}/{key} | o/state/{key}",
        "shop.*, shop.a*: s/{event}/{key} | s/state/{key}",
        "a.* b.*, b.*: {table}/now/{key}",
    })
    void tablesWithTopicsOfTheirOwnCanMeetOthers(String tables, String rules) throws Exception {
        assertThat(collision(tables, rules)).isPresent();
    }

    private static Optional<String> collision(String event, String state, String tables) {
        return TopicCollisions.find(new TopicSettings(event, state, RetainMode.STATE), tables(tables));
    }

    private static Optional<String> collision(String tables, String rules) throws RuleSyntaxException {
        return TopicCollisions.find(
                new TopicSettings(EVENTS, STATE, TopicRule.parse(rules, "shop"), RetainMode.STATE), tables(tables));
    }

    private static TableSelection tables(String names) {
        return TableSelection.parse(List.of(names.split(" ", -1)), "shop");
    }
}
