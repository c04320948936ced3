package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.testing.TestingFlavour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions that are larger than the heap of the process that reads them. */
final class LargeTransactionIT {
    private static final String HEAP = "-Xmx64m";
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void twoMillionRowsPassThroughASmallHeap(TestingFlavour flavour) throws Exception {
        int rows = 2_000_000;
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v VARCHAR(60) NOT NULL")) {
            Position before = table.position();
            table.execute(unbounded(flavour), "INSERT INTO %s " + numbers(flavour, rows, "REPEAT('x', 60)"));

            assertThat(countInAnotherProcess(table, before, rows))
                    .contains("changes=" + rows + " commits=1 last row=" + rows);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void anXaTransactionLargerThanTheHeapToo(TestingFlavour flavour) throws Exception {
        int rows = 120_000;
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY, v TEXT NOT NULL")) {
            Position before = table.position();
            table.execute(
                    unbounded(flavour),
                    "XA START '%s'",
                    "INSERT INTO %s " + numbers(flavour, rows, "REPEAT('x', 1000)"),
                    "XA END '%s'",
                    "XA PREPARE '%s'",
                    "XA COMMIT '%s'");

            assertThat(countInAnotherProcess(table, before, rows))
                    .contains("changes=" + rows + " commits=1 last row=" + rows);
        }
    }

    /** Half a gigabyte of rows arrives as one event of a few kilobytes. */
    @Test
    void aCompressedTransactionIsUnpackedBitByBit() throws Exception {
        int rows = 5_000;
        try (WatchedTable table =
                WatchedTable.create(TestingFlavour.MYSQL.shared(), "id INT PRIMARY KEY, v MEDIUMTEXT NOT NULL")) {
            Position before = table.position();
            table.execute(
                    unbounded(TestingFlavour.MYSQL),
                    "SET SESSION binlog_transaction_compression = ON",
                    "INSERT INTO %s " + numbers(TestingFlavour.MYSQL, rows, "REPEAT('x', 100000)"));

            assertThat(countInAnotherProcess(table, before, rows))
                    .contains("changes=" + rows + " commits=1 last row=" + rows);
        }
    }

    private static String unbounded(TestingFlavour flavour) {
        return flavour == TestingFlavour.MYSQL ? "SET SESSION cte_max_recursion_depth = 10000000" : "DO 0";
    }

    private static String numbers(TestingFlavour flavour, int count, String value) {
        return flavour == TestingFlavour.MYSQL
                ? "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " + count
                        + ") SELECT n, " + value + " FROM numbers"
                : "SELECT seq, " + value + " FROM seq_1_to_" + count;
    }

    private String countInAnotherProcess(WatchedTable table, Position from, int rows) throws Exception {
        Path log = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountChanges.class.getName(),
                        table.database().host(),
                        Integer.toString(table.database().port()),
                        table.id().table(),
                        from.gtids().toString(),
                        from.file(),
                        Long.toString(from.offset()),
                        Integer.toString(rows))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String output = Files.readString(log);
            assertThat(ended).as(output).isTrue();
            output.lines()
                    .filter(line -> line.startsWith("changes="))
                    .forEach(line -> System.err.println(table.database() + ": " + line));
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
