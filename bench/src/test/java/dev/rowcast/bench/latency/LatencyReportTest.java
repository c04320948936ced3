package dev.rowcast.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.bench.report.Distribution;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class LatencyReportTest {
    private static final LatencyReport REPORT = new LatencyReport(
            "Measured here",
            List.of(200, 2_000),
            Map.of(
                    Contender.EMBEDDED,
                    List.of(
                            List.of(measured(1_000), measured(2_000)),
                            List.of(measured(1_200), measured(20_000)),
                            List.of(measured(9_000), measured(2_200))),
                    Contender.ROWCAST,
                    List.of(List.of(measured(-500), measured(1_000)))));

    @Test
    void tellsTheMedianOfRoundsAndTheLongestOfAll() {
        assertThat(REPORT.markdown())
                .startsWith("Measured here.\n")
                .contains(
                        "| Rowcast, its embedded broker | 1.20 ms | 1.30 ms | 1.30 ms | 9.10 ms | 0.60 ms | 0.70 ms |")
                .contains("| Rowcast, Mosquitto | -0.50 ms | -0.40 ms | -0.40 ms | -0.40 ms | -1.10 ms | -1.00 ms |");
    }

    @Test
    void tellsWhatAChangeCosts() {
        assertThat(REPORT.markdown())
                .contains("| Rowcast, its embedded broker | 6.20 ms | 6.30 ms | 5.00 ms | 5.00 ms | 150 µs |");
    }

    @Test
    void judgesTargets() {
        assertThat(REPORT.markdown())
                .contains("| Rowcast, its embedded broker: p50 at most 1.5 ms | met: 1.20 ms | **not met**: 2.20 ms |")
                .contains("| Rowcast, its embedded broker: p99 at most 8.0 ms | met: 1.30 ms | met: 2.30 ms |")
                .contains("| Rowcast, Mosquitto: p50 at most 2.0 ms | met: -0.50 ms | met: 1.00 ms |");
    }

    @Test
    void drawsAChartForEachRate() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(REPORT.figure().svg())));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("200 changes a second", "2,000 changes a second");
        assertThat(REPORT.figure().svg()).doesNotContain("NaN");
    }

    @Test
    void failsIfAMessageWasLost() {
        assertThatCode(REPORT::requireNothingLost).doesNotThrowAnyException();

        Measured lost = new Measured(3, times(1), times(1), times(1), times(1), Duration.ZERO);
        assertThatThrownBy(() -> new LatencyReport("", List.of(200), Map.of(Contender.FLOOR, List.of(List.of(lost))))
                        .requireNothingLost())
                .hasMessage("bare binlog client, Mosquitto has lost 2 messages");
    }

    /** Two changes whose events took so many microseconds, and 100 more. */
    private static Measured measured(long micros) {
        return new Measured(
                2,
                times(micros),
                times(micros - 600),
                times(micros + 5_000),
                Distribution.of(LongStream.of(5_000_000, 5_000_000)),
                Duration.ofNanos(300_000));
    }

    private static Distribution times(long micros) {
        return Distribution.of(LongStream.of(micros * 1_000, (micros + 100) * 1_000));
    }
}
