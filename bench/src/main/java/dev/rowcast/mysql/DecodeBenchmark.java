package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogFileReader;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.sun.management.ThreadMXBean;
import dev.rowcast.change.StreamItem.RowChange;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Rowcast's decoder against the connector's, on the same binlog in the same process, in turns: from the bytes of the file to
 * the values of the rows. Rowcast's side does more: it verifies checksums, and names columns and keys.
 */
public final class DecodeBenchmark {
    private static final int WARM_UP_ROUNDS = 5;

    private DecodeBenchmark() {}

    /** Takes the number of rows of each load, and of rounds. */
    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        System.out.printf(
                "Java %s, %d processors, %s%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"));
        System.out.printf("| %-28s | %-9s | %10s | %12s |%n", "load", "decoder", "rows/s", "bytes/row");
        System.out.println("|---|---|---|---|");
        for (RecordedBinlog binlog : RecordedBinlog.record(rows)) {
            compare(binlog, rounds);
        }
    }

    private static void compare(RecordedBinlog binlog, int rounds) throws Exception {
        Round[] ours = new Round[rounds];
        Round[] theirs = new Round[rounds];
        for (int i = -WARM_UP_ROUNDS; i < rounds; i++) {
            Round our = Round.measure(() -> decodeWithRowcast(binlog));
            Round their = Round.measure(() -> decodeWithConnector(binlog));
            if (our.rows != their.rows) {
                throw new IllegalStateException(our.rows + " rows are not " + their.rows);
            }
            if (i >= 0) {
                ours[i] = our;
                theirs[i] = their;
            }
        }
        Round our = Round.median(ours);
        Round their = Round.median(theirs);
        print(binlog.load(), "rowcast", our);
        print(binlog.load(), "connector", their);
        System.out.printf(
                "| %-28s | %-9s | %9.2fx | %11.2fx |%n",
                binlog.load(),
                "ratio",
                our.rowsPerSecond() / their.rowsPerSecond(),
                our.bytesPerRow() / their.bytesPerRow());
    }

    private static void print(String load, String decoder, Round round) {
        System.out.printf(
                "| %-28s | %-9s | %,10.0f | %,12.0f |%n", load, decoder, round.rowsPerSecond(), round.bytesPerRow());
    }

    private static long decodeWithRowcast(RecordedBinlog binlog) throws Exception {
        long[] rows = new long[1];
        TransactionFollower follower = new TransactionFollower(
                binlog.watched(), binlog.start(), (item, bytes) -> rows[0] += item instanceof RowChange ? 1 : 0);
        RawEventDeserializer deserializer = new RawEventDeserializer();
        deserializer.setChecksumType(ChecksumType.CRC32);
        try (BinaryLogFileReader reader =
                new BinaryLogFileReader(new ByteArrayInputStream(binlog.bytes()), deserializer)) {
            for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
                EventData data = event.getData();
                if (data instanceof RawEvent raw) {
                    follower.accept(raw);
                } else if (data instanceof RotateEventData rotate) {
                    follower.rotate(rotate.getBinlogFilename(), true);
                }
            }
        }
        return rows[0];
    }

    private static long decodeWithConnector(RecordedBinlog binlog) throws Exception {
        long rows = 0;
        try (BinaryLogFileReader reader =
                new BinaryLogFileReader(new ByteArrayInputStream(binlog.bytes()), new EventDeserializer())) {
            for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
                rows += rows(event.getData());
            }
        }
        return rows;
    }

    private static int rows(EventData data) {
        List<?> rows = List.of();
        if (data instanceof WriteRowsEventData written) {
            rows = written.getRows();
        } else if (data instanceof UpdateRowsEventData updated) {
            rows = updated.getRows();
        }
        return rows.size();
    }

    /** One pass over a binlog. */
    private record Round(long rows, long nanos, long bytes) {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        interface Pass {
            long run() throws Exception;
        }

        static Round measure(Pass pass) throws Exception {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            long rows = pass.run();
            long nanos = System.nanoTime() - start;
            return new Round(rows, nanos, THREADS.getCurrentThreadAllocatedBytes() - bytes);
        }

        static Round median(Round[] rounds) {
            Round[] sorted = rounds.clone();
            Arrays.sort(sorted, (a, b) -> Long.compare(a.nanos, b.nanos));
            return sorted[sorted.length / 2];
        }

        double rowsPerSecond() {
            return rows * 1e9 / nanos;
        }

        double bytesPerRow() {
            return (double) bytes / rows;
        }
    }
}
