package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.TableReader;
import dev.rowcast.relay.TableReader.Chunk;
import dev.rowcast.testing.TestingFlavour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What chunks show of changes that are made while they are read. */
final class ChunkVisibilityIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v INT";
    static final int WRITERS = 6;
    private static final int CHUNKS = 40;

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void chunksShowAllOfLowAndNothingBehindHigh(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            assertThatChunksShowWhatTheySay(table, () -> Writers.start(table, WRITERS));
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void soTheyDoOfXaTransactions(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            assertThatChunksShowWhatTheySay(table, () -> Writers.startXa(table, WRITERS));
        }
    }

    /** Follows the table, as the relay does: each chunk is read when the stream has just delivered something. */
    static void assertThatChunksShowWhatTheySay(WatchedTable table, Supplier<Writers> start) throws Exception {
        Followed followed = new Followed();
        List<Chunk> chunks = new ArrayList<>();
        List<Integer> takenAt = new ArrayList<>();
        Position delivered = table.position();
        try (TableReader reader = table.source().reader();
                ChangeStream stream = table.source().stream(delivered);
                Writers writers = start.get()) {
            while (chunks.size() < CHUNKS) {
                delivered = followed.pollUntilCommit(stream, delivered);
                chunks.add(reader.read(table.id(), null, delivered));
                takenAt.add(followed.changes.size());
            }
            writers.stop();
            Position end = reader.read(table.id(), null, delivered).high();
            while (!delivered.hasReached(end)) {
                delivered = followed.pollUntilCommit(stream, delivered);
            }
        }
        for (int i = 0; i < chunks.size(); i++) {
            followed.assertFits(chunks.get(i), takenAt.get(i));
        }
    }

    /** Inserted keys in the order of the binlog, and after which of them the stream was at which position. */
    private static final class Followed {
        private final List<RowChange> changes = new ArrayList<>();
        private final List<Integer> changesAt = new ArrayList<>();
        private final List<Position> positions = new ArrayList<>();

        Position pollUntilCommit(ChangeStream stream, Position delivered) throws Exception {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < deadline) {
                StreamItem item = stream.poll(Duration.ofMillis(100));
                if (item instanceof RowChange change) {
                    changes.add(change);
                } else if (item instanceof Commit commit) {
                    return at(commit.position());
                } else if (item instanceof Passed passed) {
                    return at(passed.position());
                }
            }
            throw new AssertionError("nothing comes after " + delivered);
        }

        private Position at(Position position) {
            positions.add(position);
            changesAt.add(changes.size());
            return position;
        }

        /** A chunk may end ahead of the last rows. */
        void assertFits(Chunk chunk, int takenAt) {
            Set<Long> shown = chunk.rows().stream().map(row -> id(row.key())).collect(Collectors.toSet());
            long last = chunk.end() == null ? Long.MAX_VALUE : Collections.max(shown);
            Set<Long> inLow = new HashSet<>();
            for (int i = 0; i < changes.size(); i++) {
                long id = id(changes.get(i).key());
                if (id <= last
                        && (i < takenAt || chunk.low().includes(changes.get(i).source()))) {
                    inLow.add(id);
                }
            }
            assertThat(shown).as("low " + chunk.low()).containsAll(inLow);
            int reached = 0;
            while (!positions.get(reached).hasReached(chunk.high())) {
                reached++;
            }
            Set<Long> deliveredAtHigh = changes.subList(0, changesAt.get(reached)).stream()
                    .map(change -> id(change.key()))
                    .collect(Collectors.toSet());
            assertThat(deliveredAtHigh).as("high " + chunk.high()).containsAll(shown);
        }

        private static long id(Row key) {
            return ((Value.Int) key.values().get(0)).value();
        }
    }
}
