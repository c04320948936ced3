package dev.rowcast.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.polling.Round.Outcome;
import dev.rowcast.bench.report.Distribution;
import java.io.StringReader;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PollingReportTest {
    private static final PollingReport REPORT = new PollingReport(
            "Measured here",
            List.of(round(1, 2_500), round(10, 25_000)),
            new TriggerCost(
                    Distribution.of(LongStream.of(1_000_000, 2_000_000)),
                    Distribution.of(LongStream.of(1_500_000, 2_000_000))));

    @Test
    void tellsWhatEachWayCameTo() {
        assertThat(REPORT.markdown())
                .startsWith("Measured here; 4 changes in 30.0 s.")
                .contains("| latency p50 | – | 1.0 ms | 1.0 ms | 2.0 ms |")
                .contains("| requests | 15 | 15 | 15 | 15 |")
                .contains("| of them found nothing | 80 % | 80 % | 80 % | 80 % |")
                .contains("| bytes from the database | 2.5 kB | 2.5 kB | 2.5 kB | 2.5 kB |")
                .contains("| changes lost | 4 | 3 | 2 | 1 |")
                .contains("| **missed in all** | **100 %** | **75 %** | **50 %** | **25 %** |");
    }

    @Test
    void tellsQueriesAMinuteByClients() {
        assertThat(REPORT.markdown())
                .contains("| 1 | 60, – | 60, 1.0 ms | 60, 2.0 ms |")
                .contains("| 10 | 600, – | 600, 1.0 ms | 600, 2.0 ms |");
    }

    @Test
    void tellsWhatTriggersCost() {
        assertThat(REPORT.markdown())
                .contains("| p50 of 2 | 1.0 ms | 1.5 ms | 1.50× |")
                .contains("| p99 of 2 | 2.0 ms | 2.0 ms | 1.00× |");
    }

    @Test
    void drawsEveryWayThatHasSeenAnything() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(REPORT.figure().svg())));

        // three of the four have seen something, three are measured with several clients
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
        assertThat(svg.getDocumentElement().getTextContent()).contains("poll a change table, 500 ms", "Rowcast");
    }

    /** Of four changes the first way has lost all, and each other one less. */
    private static Round round(int clients, long bytes) {
        Map<Way, Outcome> outcomes = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            int seen = outcomes.size();
            outcomes.put(
                    way,
                    new Outcome(
                            new Verdict(
                                    4,
                                    Distribution.of(
                                            LongStream.rangeClosed(1, seen).map(n -> n * 1_000_000)),
                                    0,
                                    0,
                                    4 - seen),
                            new Tally.Counts(15, 12, seen),
                            new DatabaseLoad(30L * clients, 0, bytes)));
        }
        return new Round(clients, Duration.ofSeconds(30), outcomes);
    }
}
