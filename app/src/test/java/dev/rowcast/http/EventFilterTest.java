package dev.rowcast.http;

import static dev.rowcast.http.TestingEvents.ORDERS;
import static dev.rowcast.http.TestingEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowcast.change.Operation;
import dev.rowcast.change.TableId;
import dev.rowcast.http.Problem.Violation;
import dev.rowcast.relay.Broadcast;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventFilterTest {
    private static final Broadcast.Event UPDATE = event(7);

    @Test
    void withoutParametersEverythingIsWanted() {
        assertThat(accepts(Map.of(), UPDATE)).isTrue();
        assertThat(accepts(Map.of("last_event_id", List.of("x")), UPDATE)).isTrue();
    }

    @Test
    void tablesAreNamedAloneOrWithTheirDatabase() {
        assertThat(accepts(Map.of("table", List.of("orders")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("table", List.of("shop.orders")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("table", List.of("stock,orders")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("table", List.of("stock", "orders")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("table", List.of("depot.orders")), UPDATE)).isFalse();
        Broadcast.Event elsewhere = event(new TableId("depot", "orders"), Operation.UPDATE, 7, "{}");
        assertThat(accepts(Map.of("table", List.of("orders")), elsewhere)).isTrue();
        assertThat(accepts(Map.of("table", List.of("shop.orders")), elsewhere)).isFalse();
    }

    @Test
    void operationsAreNamedAsInTopicsOrAsInPayloads() {
        assertThat(accepts(Map.of("op", List.of("updated")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("op", List.of("update")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("op", List.of("inserted,updated")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("op", List.of("inserted", "deleted")), UPDATE))
                .isFalse();
    }

    @Test
    void keysAreWrittenAsInTopicsOrAsTheyAre() {
        assertThat(accepts(Map.of("key", List.of("7")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("key", List.of("6,7")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("key", List.of("6", "7")), UPDATE)).isTrue();
        assertThat(accepts(Map.of("key", List.of("77")), UPDATE)).isFalse();
        Broadcast.Event composite = ofKey("a%2Fb,7");
        assertThat(accepts(Map.of("key", List.of("a/b,7")), composite)).isTrue();
        assertThat(accepts(Map.of("key", List.of("a%2Fb,7")), composite)).isTrue();
        assertThat(accepts(Map.of("key", List.of("7")), composite)).isFalse();
        assertThat(accepts(Map.of("key", List.of("a%2Cb")), ofKey("a%2Cb"))).isTrue();
    }

    @Test
    void allOfTheFiltersHaveToFit() {
        assertThat(accepts(Map.of("table", List.of("orders"), "op", List.of("updated"), "key", List.of("7")), UPDATE))
                .isTrue();
        assertThat(accepts(Map.of("table", List.of("orders"), "op", List.of("deleted"), "key", List.of("7")), UPDATE))
                .isFalse();
        assertThat(accepts(Map.of("table", List.of("orders"), "key", List.of("8")), UPDATE))
                .isFalse();
    }

    @Test
    void namesWhatCanNotBeMeant() {
        assertThat(violations(Map.of("tabel", List.of("orders"))))
                .containsExactly(new Violation(
                        "tabel", "is not known here, but table, op, key, last_event_id; did you mean table?"));
        assertThat(violations(Map.of("op", List.of("updatet"))))
                .containsExactly(new Violation(
                        "op",
                        "must be of inserted, insert, updated, update, deleted, delete, and not 'updatet'; did you mean"
                                + " update?"));
        assertThat(violations(Map.of("key", List.of("7,"), "table", List.of(""))))
                .containsExactly(
                        new Violation("table", "must not be empty, nor have an empty part"),
                        new Violation("key", "must not be empty, nor have an empty part"));
    }

    private static Broadcast.Event ofKey(String key) {
        return new Broadcast.Event(ORDERS, Operation.UPDATE, key, UPDATE.version(), UPDATE.payload());
    }

    private static boolean accepts(Map<String, List<String>> query, Broadcast.Event event) {
        return EventFilter.of(query).accepts(event);
    }

    private static List<Violation> violations(Map<String, List<String>> query) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> EventFilter.of(query));
        return thrown.problem().errors();
    }
}
