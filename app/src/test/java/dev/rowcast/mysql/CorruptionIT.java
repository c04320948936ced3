package dev.rowcast.mysql;

import static dev.rowcast.mysql.WatchedTable.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.mysql.WatchedTable.Stopped;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bits that change on their way from the server. */
final class CorruptionIT {
    private static final String COLUMNS = "id INT PRIMARY KEY, n BIGINT";
    private static final long PATTERN = 0x1122_3344_5566_7788L;
    private static final byte[] PATTERN_BYTES = {(byte) 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
    private static final int RUNS = 40;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final BitFlip flip = new BitFlip();

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aFlippedBitInARowStopsBeforeTheRow(TestingFlavour flavour) throws Exception {
        try (WatchedTable direct = WatchedTable.create(flavour.shared(), COLUMNS);
                TestingProxy proxy = new TestingProxy(direct.database().port())) {
            proxy.filterDown(flip::through);
            WatchedTable table = direct.inPlainTextThrough(proxy.port());
            Position before = table.position();
            table.insert("1, 1");
            table.insert("2, " + PATTERN);
            table.insert("3, 3");
            flip.arm(PATTERN_BYTES);

            Stopped stopped = table.streamUntilItStops(before);

            assertThat(flip.isDone()).isTrue();
            stopped.assertSays("checksum", "type", "start Rowcast again", "mysqlbinlog --verify-binlog-checksum");
            assertThat(told(stopped.items())).containsExactly("INSERT {\"id\":1,\"n\":1}");
            Position last = ((Commit) stopped.items().get(1)).position();
            assertThat(stopped.cause()).hasMessageContaining("(after " + last + ")");
            assertThat(told(table.items(last, 2)))
                    .as("after a start the bytes are sound")
                    .containsExactly("INSERT {\"id\":2,\"n\":" + PATTERN + "}", "INSERT {\"id\":3,\"n\":3}");
        }
    }

    /** Wherever the bit is, in a length, a header, a heartbeat: rows are right or there are none. */
    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void noFlippedBitMakesAWrongRow(TestingFlavour flavour) throws Exception {
        long seed = System.nanoTime();
        System.err.println("Flipped bits on " + flavour + ": seed " + seed);
        Random random = new Random(seed);
        try (WatchedTable direct = WatchedTable.create(flavour.shared(), COLUMNS);
                TestingProxy proxy = new TestingProxy(direct.database().port())) {
            proxy.filterDown(flip::through);
            WatchedTable table = direct.inPlainTextThrough(proxy.port());
            List<String> right = told(run(table, -1).items());
            assertThat(right).hasSize(3 + 3 + 1 + 1 + 2 + 1);
            long bits = 8 * flip.passed();
            int noticed = 0;
            for (int i = 0; i < RUNS; i++) {
                long bit = (long) (random.nextDouble() * bits);
                Run run = run(table, bit);
                List<String> told = told(run.items());
                if (run.cause() == null) {
                    assertThat(told).as("bit " + bit).isEqualTo(right);
                } else {
                    noticed++;
                    assertThat(told).as("bit " + bit).isEqualTo(right.subList(0, Math.min(told.size(), right.size())));
                }
            }
            System.err.println("Flipped bits on " + flavour + ": " + noticed + " of " + RUNS + " noticed");
            assertThat(noticed).isGreaterThan(RUNS / 2);
        }
    }

    /** What came until the end, or until something was noticed. */
    private record Run(List<StreamItem> items, @Nullable Exception cause) {}

    /** The same statements each time, on a table without rows, as they are read while one bit is flipped. */
    private Run run(WatchedTable table, long bit) throws Exception {
        table.execute("DELETE FROM %s");
        Position before = table.position();
        List<StreamItem> items = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        try (ChangeStream stream = table.source().stream(before)) {
            flip.arm(bit);
            table.execute(
                    "INSERT INTO %s VALUES (1, 1), (2, 2), (3, 3)",
                    "UPDATE %s SET n = n + 1",
                    "DELETE FROM %s WHERE id = 1",
                    "INSERT INTO %s VALUES (5, 5)",
                    "XA START '%s'",
                    "INSERT INTO %s VALUES (6, 6)",
                    "UPDATE %s SET n = 7 WHERE id = 6",
                    "XA END '%s'",
                    "XA PREPARE '%s'",
                    "XA COMMIT '%s'",
                    "INSERT INTO %s VALUES (9, 9)");
            while (!ended(items)) {
                assertThat(System.nanoTime()).as("time is over at bit " + bit).isLessThan(deadline);
                StreamItem item = stream.poll(Duration.ofMillis(200));
                if (item != null && !(item instanceof Passed)) {
                    items.add(item);
                }
            }
            return new Run(items, null);
        } catch (MisconfiguredException | SourceUnavailableException e) {
            return new Run(items, e);
        } finally {
            flip.disarm();
        }
    }

    private static boolean ended(List<StreamItem> items) {
        return told(items).contains("INSERT {\"id\":9,\"n\":9}") && items.get(items.size() - 1) instanceof Commit;
    }
}
