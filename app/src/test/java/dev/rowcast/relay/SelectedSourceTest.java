package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.at;
import static dev.rowcast.relay.TestingFollowing.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Operation;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.relay.TableReader.KeyedRow;
import dev.rowcast.selection.ColumnRule;
import dev.rowcast.selection.RowRule;
import dev.rowcast.selection.Selection;
import dev.rowcast.selection.SelectionRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelectedSourceTest {
    private final TestingFollowing test = new TestingFollowing();

    private ChangeSource selecting(String rows) throws Exception {
        return SelectedSource.of(
                test.source, new Selection(new SelectionRules(List.of(), RowRule.parse(rows, "shop")), null));
    }

    @Test
    void aPlaceThatAnotherReaderCameToIsTheBeginningWhereRowsAreLeftOut() throws Exception {
        test.source.chunkRows = 2;
        for (int id = 1; id <= 4; id++) {
            test.source.rows.add(row(id, id % 2 == 0 ? "told" : "not"));
        }
        try (TableReader reader = selecting("orders: status = 'told'").reader()) {
            assertThat(reader.readKeys(ORDERS, null, "2", at(100)).keys()).isEmpty();
            TableReader.Chunk first = reader.read(ORDERS, "2", at(100));
            TableReader.Chunk second = reader.read(ORDERS, first.end(), at(100));

            assertThat(test.source.reads).containsExactly("null", "2");
            assertThat(first.rows()).extracting(KeyedRow::row).containsExactly(row(2, "told"));
            assertThat(second.rows()).extracting(KeyedRow::row).containsExactly(row(4, "told"));
            assertThat(reader.count(ORDERS, at(100)).rows()).as("not known").isEmpty();
            assertThat(reader.count(ORDERS, at(100)).estimate()).isEqualTo(4);
        }
    }

    @Test
    void aChunkThatIsBeingReadIsAlsoWhereRowsAreLeftOut() throws Exception {
        test.source.preparing = true;
        try (TableReader reader = selecting("orders: status = 'told'").reader()) {
            assertThat(reader.isPreparing()).isFalse();
            reader.prepare(ORDERS, "2", at(100));
            assertThat(reader.isPreparing()).isTrue();
        }
    }

    @Test
    void tablesOfWhichAllRowsAreToldAreReadOn() throws Exception {
        test.source.rows.add(row(1, "a"));
        try (TableReader reader = selecting("other: id = 1").reader()) {
            assertThat(reader.readKeys(ORDERS, null, "1", at(100)).keys()).hasSize(1);
            assertThat(reader.read(ORDERS, "1", at(100)).rows()).isEmpty();
            assertThat(reader.count(ORDERS, at(100)).rows()).hasValue(1);
        }
    }

    @Test
    void manyChangesThatAreNotToldDoNotKeepTheRelayFromItsOtherWork() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            test.change(150, i, Operation.INSERT, "not");
        }
        test.change(150, 7, Operation.INSERT, "told");
        test.commit(200);
        try (ChangeStream stream = selecting("orders: status = 'told'").stream(at(100))) {
            assertThat(stream.poll(Duration.ZERO)).isNull();
            assertThat(test.source.items).hasSize(502);
            assertThat(stream.poll(Duration.ZERO)).isInstanceOf(RowChange.class);
            assertThat(stream.poll(Duration.ZERO)).isInstanceOf(Commit.class);
        }
    }

    @Test
    void aRuleThatDoesNotFitSaysWhere() throws Exception {
        SelectionRules rules = new SelectionRules(ColumnRule.parse("orders: !secret", "shop"), List.of());
        ChangeSource source = SelectedSource.of(test.source, new Selection(rules, null));
        test.change(150, 7, Operation.INSERT, "x");
        test.source.rows.add(row(1, "x"));

        try (ChangeStream stream = source.stream(at(100));
                TableReader reader = source.reader()) {
            assertThatThrownBy(() -> stream.poll(Duration.ZERO))
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageStartingWith("stopped, for ROWCAST_COLUMNS names shop.orders.secret")
                    .hasMessageEndingWith("(after binlog.000001:100)");
            assertThatThrownBy(() -> reader.read(ORDERS, null, at(100))).isInstanceOf(MisconfiguredException.class);
        }
    }

    @Test
    void withoutRulesNothingStandsBetween() {
        assertThat(SelectedSource.of(test.source, new Selection(SelectionRules.EVERYTHING, null)))
                .isSameAs(test.source);
    }
}
