package dev.rowcast.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.report.Figure;
import dev.rowcast.bench.scaling.Cost.Growth;
import dev.rowcast.bench.scaling.Cost.Unit;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ScalingReportTest {
    private static final Figure NONE = new Figure("", "", List.of());

    private final Curve curve = new Curve(
            "rows",
            "Rows of a table",
            "rows",
            new Cost("start", Unit.NANOSECONDS, Growth.LINEAR),
            new Cost("per row", Unit.NANOSECONDS, Growth.CONSTANT),
            new Cost("memory", Unit.BYTES, Growth.LINEAR));

    @Test
    void tellsCostsBySizeAndHowTheyGrow() {
        curve.add(1_000, 1e9, 12_300, 10 << 20);
        curve.add(10_000, 1e10, 1_230, 100 << 20);

        assertThat(new ScalingReport("Measured here", List.of(curve)).markdown())
                .startsWith("Measured here.\n\n### Rows of a table\n\n| rows | start | per row | memory |\n")
                .contains("| 1,000 | 1,000 ms | 12.3 µs | 10 MiB |", "| 10,000 | 10.0 s | 1.2 µs | 100 MiB |")
                .contains(
                        "From 1,000 to 10,000 rows: start with the power 1.00 (linear is 1), per row with the power -1.00"
                                + " (constant is 0), memory with the power 1.00 (linear is 1).");
    }

    @Test
    void oneSizeHasNoGrowth() {
        curve.add(1_000, 1e9, 12_300, 10 << 20);

        assertThat(new ScalingReport("Measured here", List.of(curve)).markdown())
                .doesNotContain("power");
    }

    @Test
    void drawsEachCostBesideWhatIsExpected() throws Exception {
        curve.add(1_000, 1e9, 12_300, 10 << 20);
        curve.add(10_000, 1e10, 1_230, 100 << 20);

        Figure figure = new ScalingReport("", List.of(curve)).figures().getOrDefault("rows", NONE);

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.svg())));
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
        assertThat(svg.getDocumentElement().getTextContent()).contains("1 µs", "100 µs", "1 s", "10 s", "100 MiB");
    }
}
