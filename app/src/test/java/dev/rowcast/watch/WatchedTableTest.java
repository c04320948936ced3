package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.watch.WatchedRow.Change;
import dev.rowcast.watch.WatchedTable.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchedTableTest {
    private static final long SECOND = 1_000_000_000L;

    private final WatchedTable table = new WatchedTable(Limits.USUAL);
    private long now;

    @BeforeEach
    void connect() {
        table.connected(now);
    }

    @Test
    void retainedRowsHaveBeenThereBefore() {
        retained("7", "{'id':7}", "a");

        assertThat(row("7").change()).isEqualTo(Change.NONE);
    }

    @Test
    void newestComeFirst() {
        retained("9", "{'id':9}", "v1");
        retained("10", "{'id':10}", "v1");
        retained("3", "{'id':3}", "v2");
        state("9", "{'id':9,'x':1}", "v3");

        assertThat(keys()).containsExactly("9", "3", "10");
    }

    @Test
    void changedColumnsAreShownForASecond() {
        retained("7", "{'id':7,'status':'new','x':1}", "v1");
        state("7", "{'id':7,'status':'paid','x':1}", "v2");

        assertThat(row("7").change()).isEqualTo(Change.UPDATED);
        assertThat(row("7").changed()).containsExactly("status");
        pass(SECOND);
        assertThat(row("7").change()).isEqualTo(Change.NONE);
        assertThat(row("7").changed()).isEmpty();
    }

    @Test
    void deletedRowsStayForASecond() {
        retained("7", "{'id':7}", "v1");
        table.cleared("7", now);

        assertThat(row("7").change()).isEqualTo(Change.DELETED);
        pass(SECOND);
        assertThat(keys()).isEmpty();
    }

    @Test
    void rowsThatComeBackAreNew() {
        retained("7", "{'id':7}", "v1");
        table.cleared("7", now);
        state("7", "{'id':7}", "v3");
        pass(SECOND);

        assertThat(keys()).containsExactly("7");
    }

    @Test
    void olderStatesAreIgnored() {
        state("7", "{'id':7,'x':2}", "v2");
        state("7", "{'id':7,'x':1}", "v1");

        assertThat(row("7").cells()).isEqualTo(Rows.row("{'id':7,'x':2}"));
    }

    @Test
    void statesWithoutVersionsFollowEachOther() {
        state("7", "{'id':7,'x':2}", null);
        state("7", "{'id':7,'x':1}", null);

        assertThat(row("7").cells()).isEqualTo(Rows.row("{'id':7,'x':1}"));
    }

    @Test
    void eventsOfAConflatedStateDoNotTakeItBack() {
        state("7", "{'id':7,'status':'shipped'}", "v9");
        table.event("7", Rows.update("new", "paid"), false, now);

        assertThat(row("7").cells()).isEqualTo(Rows.row("{'id':7,'status':'shipped'}"));
        assertThat(table.changes()).isEqualTo(1);
    }

    @Test
    void eventsMakeTheTableWhereThereIsNoState() {
        table.event("7", Rows.update("new", "paid"), false, now);
        assertThat(row("7").cells()).isEqualTo(Rows.row("{'id':7,'status':'paid'}"));

        table.event("7", Rows.event("{'op':'delete','key':{'id':7},'before':{'id':7}}"), false, now);
        pass(SECOND);
        assertThat(keys()).isEmpty();
    }

    @Test
    void stateTakesOverFromEvents() {
        table.event("7", Rows.update("new", "paid"), false, now);
        state("8", "{'id':8}", "v1");

        assertThat(keys()).containsExactly("8");
    }

    @Test
    void rowsThatWereDeletedWhileNobodyListenedGoWhenAllHasBeenTold() {
        retained("7", "{'id':7}", "v1");
        retained("8", "{'id':8}", "v1");
        table.connected(now);
        retained("8", "{'id':8}", "v1");

        assertThat(keys()).containsExactly("8", "7");
        pass(2 * SECOND);
        assertThat(row("7").change()).isEqualTo(Change.DELETED);
        assertThat(row("8").change()).isEqualTo(Change.NONE);
        pass(SECOND);
        assertThat(keys()).containsExactly("8");
    }

    @Test
    void rowsThatChangedWhileNobodyListenedAreSeenToHave() {
        retained("7", "{'id':7,'x':1}", "v1");
        table.connected(now);
        retained("7", "{'id':7,'x':2}", "v2");

        assertThat(row("7").change()).isEqualTo(Change.UPDATED);
    }

    @Test
    void keepsNoMoreThanItMay() {
        WatchedTable small = new WatchedTable(new Limits(2, 1_000));
        small.connected(0);
        for (int id = 1; id <= 5; id++) {
            small.state(Integer.toString(id), Rows.row("{'id':" + id + "}"), "v" + id, false, 0);
        }

        assertThat(small.rows()).extracting(WatchedRow::key).containsExactly("5", "4");
        assertThat(small.isWhole()).isFalse();
    }

    @Test
    void keepsFewerOfLargeRows() {
        WatchedTable small = new WatchedTable(new Limits(100, 1_000));
        small.connected(0);
        for (int id = 1; id <= 5; id++) {
            small.state(Integer.toString(id), Rows.row("{'x':'" + "y".repeat(400) + "'}"), "v" + id, false, 0);
        }

        assertThat(small.rows()).extracting(WatchedRow::key).containsExactly("5", "4");
    }

    @Test
    void droppedRowsDoNotComeBackAsNewOnes() {
        WatchedTable small = new WatchedTable(new Limits(2, 1_000));
        small.connected(0);
        for (int id = 1; id <= 3; id++) {
            small.state(Integer.toString(id), Rows.row("{'id':" + id + "}"), "v" + id, true, 0);
        }
        small.connected(0);
        small.state("1", Rows.row("{'id':1}"), "v1", true, 0);

        assertThat(small.rows()).extracting(WatchedRow::key).containsExactly("3", "2");
    }

    @Test
    void anUpdateOfADroppedRowIsSeenAsOne() {
        state("7", "{'id':7,'status':'paid'}", "v1");
        table.event("7", Rows.update("new", "paid"), false, now);

        assertThat(row("7").change()).isEqualTo(Change.UPDATED);
        assertThat(row("7").changed()).containsExactly("status");
    }

    private void retained(String key, String json, String version) {
        table.state(key, Rows.row(json), version, true, now);
    }

    private void state(String key, String json, @Nullable String version) {
        table.state(key, Rows.row(json), version, false, now);
    }

    private void pass(long nanos) {
        now += nanos;
        table.pass(now);
    }

    private WatchedRow row(String key) {
        return table.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<String> keys() {
        return table.rows().stream().map(WatchedRow::key).toList();
    }
}
