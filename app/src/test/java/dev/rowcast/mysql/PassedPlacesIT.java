package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.BinlogFile;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.TableReader;
import dev.rowcast.testing.TestingFlavour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places that a stream comes to while nobody writes. */
final class PassedPlacesIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, v VARCHAR(20)";
    private static final Duration BOUND = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aServerThatRestsIsReachedWhateverItsLastEventIs(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            assertThatItIsReached(table);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aPurgedBinlogWithoutChangesIsNoGap(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), COLUMNS)) {
            assertThatAPurgeIsNoGap(table);
        }
    }

    /** Each time the newest chunk's place has to be reached, and only forward. */
    static void assertThatItIsReached(WatchedTable table) throws Exception {
        try (WatchedTable other = WatchedTable.create(table.database(), COLUMNS);
                TableReader reader = table.source().reader();
                ChangeStream stream = table.source().stream(table.position())) {
            Reached reached = new Reached(table.position());
            reached.await(stream, reader, table);

            other.insert("1, 'a'");
            reached.await(stream, reader, table);

            other.execute("FLUSH BINARY LOGS");
            reached.await(stream, reader, table);

            other.execute("XA START '%s'", "INSERT INTO %s VALUES (2, 'b')", "XA END '%s'", "XA PREPARE '%s'");
            reached.await(stream, reader, table);

            other.execute("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
            reached.await(stream, reader, table);

            other.execute("XA COMMIT '%s'");
            reached.await(stream, reader, table);
            assertThat(reached.places).isNotEmpty();
        }
    }

    /** What a stream's positions have come to. */
    private static final class Reached {
        private final List<Position> places = new ArrayList<>();
        private Position last;

        Reached(Position from) {
            this.last = from;
        }

        void await(ChangeStream stream, TableReader reader, WatchedTable table) throws Exception {
            Position high = reader.read(table.id(), null, last).high();
            long start = System.nanoTime();
            while (!last.hasReached(high)) {
                assertThat(System.nanoTime() - start)
                        .as(() -> last + " has not reached " + high + " by way of " + places)
                        .isLessThan(BOUND.toNanos());
                StreamItem item = stream.poll(Duration.ofMillis(100));
                if (item instanceof Passed passed) {
                    places.add(passed.position());
                    assertThat(isBehind(last, passed.position()))
                            .as(last + " and then " + passed.position())
                            .isTrue();
                    last = passed.position();
                } else if (item instanceof Commit commit) {
                    last = commit.position();
                }
            }
            System.out.println(table.database() + ": " + high.file() + ":" + high.offset() + " reached after "
                    + (System.nanoTime() - start) / 1_000_000 + " ms");
        }

        private static boolean isBehind(Position one, Position next) {
            long file = BinlogFile.number(one.file());
            long nextFile = BinlogFile.number(next.file());
            return file < nextFile || (file == nextFile && one.offset() < next.offset());
        }
    }

    static void assertThatAPurgeIsNoGap(WatchedTable table) throws Exception {
        Position before = table.position();
        table.execute("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
        String newest = table.position().file();
        Position passed = before;
        try (ChangeStream stream = table.source().stream(before)) {
            long deadline = System.nanoTime() + BOUND.toNanos();
            while (!passed.file().equals(newest)) {
                assertThat(System.nanoTime()).as("at " + passed).isLessThan(deadline);
                if (stream.poll(Duration.ofMillis(100)) instanceof Passed item) {
                    passed = item.position();
                }
            }
        }
        table.execute("PURGE BINARY LOGS TO '" + newest + "'");
        table.insert("7, 'after the purge'");

        assertThat(table.source().whyNotResumable(table.server(), passed)).isEmpty();
        assertThat(WatchedTable.told(table.items(passed, 1)))
                .containsExactly("INSERT {\"id\":7,\"v\":\"after the purge\"}");
    }
}
