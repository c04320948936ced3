package dev.rowcast.bench.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.snapshot.Course.Moment;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class SnapshotReportTest {
    private static final SnapshotReport REPORT = new SnapshotReport(
            "Measured here",
            Map.of(
                    Contender.ROWCAST,
                    List.of(turn(2, 10, 20), turn(4, 30, 40), turn(1, 50, 60)),
                    Contender.DEBEZIUM,
                    List.of(turn(8, 3_000)),
                    Contender.CEILING,
                    List.of(turn(1))));

    @Test
    void tellsTheMedianOfRounds() {
        assertThat(REPORT.markdown())
                .startsWith("Measured here; a table of 10,000 rows.")
                .contains("| Rowcast | 5,000 | 3,000 ms | 200.0 µs | 100.0 MB | 140.0 MB | 150.0 MB |")
                .contains("| Debezium | 1,250 | 9,000 ms | 800.0 µs | 100.0 MB | 140.0 MB | 150.0 MB |")
                .contains("Rowcast's rows per second are 0.50 times those of MQTT alone, and 4.00 times Debezium's.");
    }

    @Test
    void tellsWhatBecameOfChanges() {
        assertThat(REPORT.markdown())
                .contains("| Rowcast | 9 | 30 ms | 60 ms | 60 ms | 3 |")
                .contains("| Debezium | 3 | 3,000 ms | 3,000 ms | 3,000 ms | 2 |")
                .doesNotContain("| MQTT alone | 3 |");
    }

    @Test
    void drawsRowsAndMemory() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(REPORT.figure().svg())));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("Rows at the subscriber", "Resident memory", "10,000", "MQTT alone");
    }

    /** A second until the first of 10,000 rows, so many until the last; three changes. */
    private static Measured turn(int seconds, long... delayMillis) {
        return new Measured(
                10_000,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(seconds + 1),
                Duration.ofSeconds(seconds),
                150_000_000,
                List.of(
                        new Moment(0, 0, 30_000_000),
                        new Moment(1.5, 2_500, 100_000_000),
                        new Moment(seconds + 0.5, 9_000, 140_000_000)),
                3,
                Distribution.of(LongStream.of(delayMillis).map(millis -> millis * 1_000_000)));
    }
}
