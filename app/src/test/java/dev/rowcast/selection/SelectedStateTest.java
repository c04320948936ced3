package dev.rowcast.selection;

import static dev.rowcast.selection.Rows.CUSTOMERS;
import static dev.rowcast.selection.Rows.KEY;
import static dev.rowcast.selection.Rows.change;
import static dev.rowcast.selection.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whoever follows selected changes ends with what a selection of the table itself gives. */
final class SelectedStateTest {

    /** What a statement does to one row: gives it these values, or deletes it. */
    record Write(long id, @Nullable Row after) {}

    @Property
    void stateAfterAnyChangesIsTheSelectedTable(
            @ForAll("writes") List<Write> writes, @ForAll("columns") String columns, @ForAll("rows") String rows)
            throws RuleSyntaxException {
        Selection selection = new Selection(
                new SelectionRules(ColumnRule.parse(columns, "shop"), RowRule.parse(rows, "shop")),
                "0123456789abcdef0123456789abcdef");
        Map<Long, Row> table = new TreeMap<>();
        Map<Value, Row> state = new TreeMap<>(Comparator.comparing(Object::toString));
        for (Write write : writes) {
            Row before = write.after() == null ? table.remove(write.id()) : table.put(write.id(), write.after());
            if (before != null || write.after() != null) {
                selection.of(change(before, write.after())).ifPresent(selected -> apply(selected, state));
            }
        }

        assertThat(state.values())
                .containsExactlyInAnyOrderElementsOf(table.values().stream()
                        .map(row -> selection.of(CUSTOMERS, KEY, row))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Each event fits what was told before of its row. */
    private static void apply(RowChange change, Map<Value, Row> state) {
        Value key = change.key().values().get(0);
        assertThat(state.get(key)).isEqualTo(change.before());
        assertThat(change.operation() == Operation.INSERT).isEqualTo(change.before() == null);
        if (change.after() == null) {
            state.remove(key);
        } else {
            state.put(key, Objects.requireNonNull(change.after()));
        }
    }

    @Provide
    Arbitrary<List<Write>> writes() {
        Arbitrary<Long> ids = Arbitraries.longs().between(1, 4);
        Arbitrary<String> texts = Arbitraries.of("a", "b", "10", "é");
        return Combinators.combine(
                        ids,
                        texts,
                        texts.injectNull(0.2),
                        Arbitraries.longs().between(0, 3).injectNull(0.2),
                        Arbitraries.integers().between(0, 3))
                .as((id, name, email, points, kind) -> new Write(id, kind == 0 ? null : row(id, name, email, points)))
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<String> columns() {
        return Arbitraries.of(
                "customers: id", "*: !email, name=hash", "customers: points=redact; cust*: !name", "other: id");
    }

    @Provide
    Arbitrary<String> rows() {
        return Arbitraries.of(
                "customers: points >= 2",
                "customers: not (email = 'a' or points = 1)",
                "customers: name in ('a', 'é') ; *: email is null or points != 3",
                "customers: name > 5",
                "other: id = 1");
    }
}
