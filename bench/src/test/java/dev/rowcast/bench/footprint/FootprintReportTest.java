package dev.rowcast.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.report.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FootprintReportTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final long MILLI = 1_000_000;

    @Test
    void tellsTheMedianOfEachMetric() {
        Outcome asIs = outcome(Contenders.AS_IS, 300, 1_700);
        asIs.add(Metric.IDLE, 900 * MEBIBYTE);
        asIs.add(Metric.IDLE, 310 * MEBIBYTE);

        assertThat(report(asIs).markdown())
                .startsWith(
                        "Measured here; 100,000 rows retained, 100,000 changes to catch up with; medians of 3 rounds.")
                .contains("|  | options | page | ready, empty table |")
                .contains("| as it comes | `-Xmx1g` | – | 1,700 ms | – | – | 310 MiB | – | – |");
    }

    @Test
    void judgesByWhatIsAimedAt() {
        assertThat(report(outcome(Contenders.AS_IS, 300, 1_700), outcome(Contenders.SMALL_NAME, 160, 1_500))
                        .markdown())
                .contains("| idle: at most 160 MiB | **not met**, 300 MiB | met, 160 MiB | – |")
                .contains("| ready, empty table: at most 1,500 ms | **not met**, 1,700 ms | met, 1,500 ms | – |")
                .contains("| Rowcast | 50 | 39.0 MB | met |")
                .contains("| Debezium Engine with an MQTT client | 60 | 41.0 MB | **not met** |");
    }

    @Test
    void saysWhoFailed() {
        Outcome failed = new Outcome(Contenders.AS_IS, "–");
        failed.add(Metric.READY, 1_000 * MILLI);
        failed.fail("out of memory");

        assertThat(report(failed).markdown())
                .contains("| as it comes | – | – | 1,000 ms | out of memory | out of memory |")
                .contains("| idle: at most 160 MiB | out of memory | – | – |");
    }

    @Test
    void drawsWhoWasTraced() throws Exception {
        Outcome asIs = outcome(Contenders.AS_IS, 300, 1_700);
        asIs.trace(List.of(new Point(0, 20), new Point(0.1, 47), new Point(7.3, 312)));

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report(asIs).figure().svg())));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(svg.getDocumentElement().getTextContent()).contains("MiB resident", "100", "400", "8");
    }

    private static FootprintReport report(Outcome... outcomes) {
        return new FootprintReport(
                "Measured here",
                100_000,
                3,
                List.of(outcomes),
                new DiskSize(50, 39_000_000),
                new DiskSize(60, 41_000_000));
    }

    private static Outcome outcome(String name, int idleMebibytes, int readyMillis) {
        Outcome outcome = new Outcome(name, "`-Xmx1g`");
        outcome.add(Metric.IDLE, idleMebibytes * MEBIBYTE);
        outcome.add(Metric.READY, readyMillis * MILLI);
        return outcome;
    }
}
