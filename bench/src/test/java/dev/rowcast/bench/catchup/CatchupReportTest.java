package dev.rowcast.bench.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.report.Point;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class CatchupReportTest {
    private static final CatchupReport REPORT = new CatchupReport(
            "Measured here",
            List.of(
                    new Comparison(
                            Workload.spread(1_000),
                            List.of(
                                    List.of(
                                            turn(Contender.ROWCAST, 100, 60, 1_900),
                                            turn(Contender.DEBEZIUM, 200, 180, 2_000),
                                            turn(Contender.CEILING, 80, 40, 1_900),
                                            turn(Contender.CEILING_PACED, 60, 20, 1_900),
                                            turn(Contender.BINLOG, 10, 10, 0),
                                            turn(Contender.ROWCAST_EMBEDDED, 125, 120, 2_100),
                                            turn(Contender.CEILING_EMBEDDED, 160, 50, 1_900)),
                                    List.of(
                                            turn(Contender.ROWCAST, 200, 70, 1_900),
                                            turn(Contender.DEBEZIUM, 500, 190, 2_000),
                                            turn(Contender.CEILING, 100, 40, 1_900),
                                            turn(Contender.CEILING_PACED, 80, 20, 1_900),
                                            turn(Contender.BINLOG, 10, 10, 0),
                                            turn(Contender.ROWCAST_EMBEDDED, 250, 120, 2_100),
                                            turn(Contender.CEILING_EMBEDDED, 200, 50, 1_900)))),
                    new Comparison(Workload.hot(1_000), List.of(List.of(turn(Contender.ROWCAST, 50, 30, 1_050))))));

    @Test
    void tellsMedians() {
        assertThat(REPORT.markdown())
                .startsWith("Measured here.\n\n1,000 changes of 500 rows (spread), medians, rounds: 2")
                .contains(
                        "| Rowcast → Mosquitto | 7,500 | 5,000 to 10,000 | 1.90 | 65.0 µs | 45.0 µs | 20.0 µs | 900 ms | 100.0 MB |",
                        "| Debezium Engine → Mosquitto | 3,500 | 2,000 to 5,000 | 2.00 | 185.0 µs | 145.0 µs |",
                        "| binlog connector alone | 100,000 | 100,000 to 100,000 | – | 10.0 µs | – |")
                .contains("1,000 changes of 100 rows (hot), medians, rounds: 1")
                .contains("| Rowcast → Mosquitto | 20,000 | 20,000 to 20,000 | 1.05 | 30.0 µs | – |");
    }

    @Test
    void anOwnBrokersTimeIsNotBeyondTheClient() {
        // 120 are left with the client's 50 and the broker's 20 taken off
        assertThat(REPORT.markdown())
                .contains("| Rowcast → its own broker | 6,000 | 4,000 to 8,000 | 2.10 | 120.0 µs | 50.0 µs |");
    }

    @Test
    void comparesWithinEachRound() {
        assertThat(REPORT.markdown())
                .contains(
                        "| Rowcast to Debezium Engine, both on Mosquitto | 2.25× | 0.35× |",
                        "| Rowcast to the MQTT client alone, on Mosquitto | 0.65× | 1.63× |",
                        "| Rowcast to the MQTT client alone that takes acknowledgements together, on Mosquitto | 0.50× | 3.25× |",
                        "| Rowcast on its own broker to Rowcast on Mosquitto | 0.80× | 1.86× |",
                        "| the MQTT client alone, on Rowcast's broker to on Mosquitto | 0.50× | 1.25× |");
    }

    @Test
    void drawsTheArrivalsOfOneTurnOfEach() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(REPORT.figure().svg())));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
        assertThat(svg.getElementsByTagName("circle").getLength()).isZero();
    }

    @Test
    void theMiddleTurnIsThatOfTheMedian() {
        List<List<Turn>> rounds = Stream.of(300, 100, 400, 200)
                .map(millis -> List.of(turn(Contender.ROWCAST, millis, 1, 1)))
                .toList();

        assertThat(new Comparison(Workload.hot(1_000), rounds.subList(0, 3))
                        .middle(Contender.ROWCAST)
                        .span())
                .isEqualTo(Duration.ofMillis(300));
        assertThat(new Comparison(Workload.hot(1_000), rounds)
                        .middle(Contender.ROWCAST)
                        .span())
                .isEqualTo(Duration.ofMillis(200));
    }

    private static Turn turn(Contender contender, long millis, long processorMillis, long messages) {
        return new Turn(
                contender,
                1_000,
                Duration.ofMillis(900),
                Duration.ofMillis(millis),
                Duration.ofMillis(processorMillis),
                contender == Contender.BINLOG || contender == Contender.ROWCAST_EMBEDDED
                        ? Duration.ZERO
                        : Duration.ofMillis(20),
                messages,
                100_000_000,
                List.of(new Point(0, 1), new Point(millis / 1e3, 1_000)));
    }
}
