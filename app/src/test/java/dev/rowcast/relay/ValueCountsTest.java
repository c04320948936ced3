package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.at;
import static dev.rowcast.relay.TestingFollowing.row;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import dev.rowcast.relay.TableReader.ValueCount;
import dev.rowcast.relay.TableReader.ValueCount.Counted;
import dev.rowcast.relay.TableReader.ValueCount.Uncounted;
import dev.rowcast.selection.CountedColumn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ValueCountsTest {
    private final AnsweringReader reader = new AnsweringReader();
    private long nanos;
    private final ValueCounts counts = new ValueCounts(List.of(new CountedColumn(ORDERS, "STATUS")), () -> nanos);

    @Test
    void followsInsertsUpdatesAndDeletes() throws Exception {
        count(100, 100);
        change(150, null, "new");
        change(150, "new", "paid");
        change(150, "paid", "paid");
        change(150, "new", null);
        change(150, null, "unheard of");
        counts.committed(at(200));

        assertThat(known()).isEqualTo(Map.of("new", 4L, "paid", 1L, "unheard of", 1L));
    }

    @Test
    void whatATransactionChangesIsToldWhenItHasEnded() throws Exception {
        count(100, 100);
        change(150, null, "new");
        assertThat(known()).isEqualTo(Map.of("new", 5L, "paid", 0L));

        counts.committed(at(200));
        assertThat(known()).isEqualTo(Map.of("new", 6L, "paid", 0L));
    }

    @Test
    void changesThatTheCountHasSeenAreNotCountedAgain() throws Exception {
        count(300, 300);
        change(150, null, "new");
        counts.committed(at(200));
        assertThat(counts.known()).as("until the stream is there").isEmpty();

        change(350, null, "new");
        counts.committed(at(400));
        assertThat(known()).isEqualTo(Map.of("new", 6L, "paid", 0L));
    }

    @Test
    void aChangeThatMayHaveBeenCountedOrNotHasTheTableCountedAgain() throws Exception {
        count(200, 300);
        change(250, null, "new");
        counts.committed(at(300));
        assertThat(counts.known()).isEmpty();

        reader.answers.add(counted(300, 300));
        counts.count(reader, at(300));
        assertThat(counts.known()).as("not at once").isEmpty();
        nanos += Duration.ofSeconds(1).toNanos();
        counts.count(reader, at(300));
        assertThat(known()).isEqualTo(Map.of("new", 5L, "paid", 0L));
    }

    @Test
    void anUnclearPlaceDoesNotMatterWhereNothingOfTheTableHappensThere() throws Exception {
        count(200, 300);
        counts.committed(at(250));
        assertThat(counts.known()).isEmpty();

        counts.committed(at(300));
        assertThat(known()).isEqualTo(Map.of("new", 5L, "paid", 0L));
    }

    @Test
    void anAlteredTableIsCountedAgainAtOnce() throws Exception {
        count(100, 100);
        counts.altered(List.of(new TableId("shop", "other")));
        assertThat(counts.known()).isNotEmpty();

        counts.altered(List.of(ORDERS));
        assertThat(counts.known()).isEmpty();
        count(200, 200);
        counts.committed(at(200));
        assertThat(known()).isEqualTo(Map.of("new", 5L, "paid", 0L));
    }

    @Test
    void whatCanNotBeCountedIsTriedAgainMuchLater() throws Exception {
        reader.answers.add(new Uncounted("it takes too long"));
        counts.count(reader, at(100));
        counts.count(reader, at(100));
        change(150, null, "new");
        counts.committed(at(200));
        assertThat(counts.known()).isEmpty();

        nanos += Duration.ofMinutes(5).toNanos();
        count(200, 200);
        counts.committed(at(200));
        assertThat(known()).isEqualTo(Map.of("new", 5L, "paid", 0L));
    }

    @Test
    void rowsThatNoLongerHaveTheColumnHaveItCountedAgain() throws Exception {
        count(100, 100);
        Row other = new Row(List.of("id"), List.of(new Value.Int(1)));
        counts.add(change(150, Operation.INSERT, null, other));

        assertThat(counts.known()).isEmpty();
    }

    @Test
    void nullIsNotCounted() throws Exception {
        count(100, 100);
        Row none = new Row(List.of("id", "status"), List.of(new Value.Int(1), Value.Null.NULL));
        counts.add(change(150, Operation.UPDATE, row(1, "new"), none));
        counts.committed(at(200));

        assertThat(known()).isEqualTo(Map.of("new", 4L, "paid", 0L));
    }

    private void count(long low, long high) throws Exception {
        reader.answers.add(counted(low, high));
        counts.count(reader, at(100));
    }

    private static Counted counted(long low, long high) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("new", 5L);
        rows.put("paid", 0L);
        return new Counted("status", rows, at(low), at(high));
    }

    private void change(long offset, @Nullable String before, @Nullable String after) {
        Operation operation = before == null ? Operation.INSERT : after == null ? Operation.DELETE : Operation.UPDATE;
        counts.add(change(
                offset, operation, before == null ? null : row(1, before), after == null ? null : row(1, after)));
    }

    private static RowChange change(long offset, Operation operation, @Nullable Row before, @Nullable Row after) {
        Row key = new Row(List.of("id"), List.of(new Value.Int(1)));
        Source source = new Source("server-1", null, "binlog.000001", offset, 1, TestingFollowing.NOW);
        return new RowChange(ORDERS, operation, key, before, after, source);
    }

    private Map<String, Long> known() {
        assertThat(counts.known()).containsOnlyKeys(ORDERS);
        Map<String, Map<String, Long>> columns = requireNonNull(counts.known().get(ORDERS));
        assertThat(columns).containsOnlyKeys("status");
        return requireNonNull(columns.get("status"));
    }

    /** Counts as it is told, and fails where it is asked once too often. */
    private static final class AnsweringReader implements TableReader {
        final Deque<ValueCount> answers = new ArrayDeque<>();

        @Override
        public ValueCount countValues(TableId table, String column, Position delivered) {
            return answers.remove();
        }

        @Override
        public Chunk read(TableId table, @Nullable String after, Position delivered) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Count count(TableId table, Position delivered) {
            throw new AssertionError("rows are not counted");
        }

        @Override
        public void close() {}
    }
}
