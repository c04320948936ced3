package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rowcast.bench.report.Axis.Tick;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FigureTest {
    private static final Axis X = new Axis("x", false, List.of(new Tick(0, "0"), new Tick(100, "100")));
    private static final Axis Y = new Axis("y", true, List.of(new Tick(1, "1"), new Tick(1_000, "1,000")));
    private static final List<Point> POINTS = List.of(new Point(-5, 0.1), new Point(50, 30), new Point(500, 1e9));

    @Test
    void isWellFormedWhateverTheNames() throws Exception {
        String hostile = "a < b & \"c\" > 'd' %s ≤";

        Document svg = parsed(new Figure(hostile, hostile, List.of(chart(hostile, new Series(hostile, POINTS, true)))));

        assertThat(elements(svg, "title")).extracting(Element::getTextContent).containsExactly(hostile);
        assertThat(elements(svg, "text")).extracting(Element::getTextContent).contains(hostile, "100", "1,000");
    }

    @Test
    void drawsEachLineWithinItsDocument() throws Exception {
        Document svg = parsed(new Figure(
                "both",
                "two charts",
                List.of(
                        chart("left", new Series("one", POINTS, false), new Series("two", POINTS, false)),
                        chart("right", new Series("two", POINTS, true)))));

        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        assertThat(elements(svg, "polyline")).hasSize(3).allSatisfy(line -> {
            for (String point : line.getAttribute("points").split(" ", -1)) {
                String[] place = point.split(",", 2);
                assertThat(Double.parseDouble(place[0])).isBetween(0.0, width);
                assertThat(Double.parseDouble(place[1])).isBetween(0.0, height);
            }
        });
        assertThat(elements(svg, "circle")).hasSize(POINTS.size());
    }

    @Test
    void linesOfOneNameLookAlikeInAllCharts() throws Exception {
        Document svg = parsed(new Figure(
                "both",
                "two charts",
                List.of(
                        chart("left", new Series("one", POINTS, false), new Series("two", POINTS, false)),
                        chart("right", new Series("two", POINTS, false)))));

        assertThat(elements(svg, "polyline"))
                .extracting(line -> line.getAttribute("class"))
                .containsExactly("line l0", "line l1", "line l1");
    }

    @Test
    void growthByAPowerIsAStraightLineOnTwoLogarithmicAxes() throws Exception {
        List<Point> squares = List.of(new Point(1, 1), new Point(10, 100), new Point(100, 10_000));
        Axis x = Axis.logarithmic("x", List.of(1.0, 100.0), Double::toString);
        Axis y = Axis.logarithmic("y", List.of(1.0, 10_000.0), Double::toString);

        Document svg = parsed(new Figure(
                "squares", "", List.of(new LineChart("x²", x, y, List.of(new Series("x²", squares, false))))));

        String[] line = elements(svg, "polyline").get(0).getAttribute("points").split("[ ,]", -1);
        assertThat(line).hasSize(6);
        assertThat(Double.parseDouble(line[2]))
                .isCloseTo((Double.parseDouble(line[0]) + Double.parseDouble(line[4])) / 2, within(0.1));
        assertThat(Double.parseDouble(line[3]))
                .isCloseTo((Double.parseDouble(line[1]) + Double.parseDouble(line[5])) / 2, within(0.1));
    }

    @Test
    void aLineWithoutPointsHasItsPlaceInTheLegendAlone() throws Exception {
        Document svg = parsed(new Figure("empty", "", List.of(chart("chart", new Series("none", List.of(), true)))));

        assertThat(elements(svg, "polyline")).isEmpty();
        assertThat(elements(svg, "text")).extracting(Element::getTextContent).contains("none");
    }

    @Test
    void ticksOfLargeNumbersLeaveRoomForTheLabel() throws Exception {
        Axis millions = Axis.linear("events", 2e6, value -> Figures.count(Math.round(value)));

        Document svg = parsed(new Figure("f", "", List.of(new LineChart("chart", X, millions, List.of()))));

        double label = elements(svg, "text").stream()
                .filter(text -> text.getTextContent().equals("events"))
                .map(text -> text.getAttribute("transform").replaceAll("translate\\((\\d+) .*", "$1"))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow();
        double end = elements(svg, "text").stream()
                .filter(text -> text.getTextContent().equals("2,000,000"))
                .mapToDouble(text -> Double.parseDouble(text.getAttribute("x")))
                .findFirst()
                .orElseThrow();
        assertThat(end - label).isGreaterThan("2,000,000".length() * 7);
    }

    @Test
    void isTheSameInEveryLocale() {
        Figure figure = new Figure("f", "", List.of(chart("chart", new Series("one", POINTS, true))));
        String expected = figure.svg();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(figure.svg()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesMoreLinesThanItHasLooks() {
        Series[] seven = IntStream.range(0, 7)
                .mapToObj(i -> new Series("line " + i, POINTS, false))
                .toArray(Series[]::new);

        assertThatThrownBy(() -> new Figure("f", "", List.of(chart("chart", seven))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 6 lines");
    }

    private static LineChart chart(String title, Series... series) {
        return new LineChart(title, X, Y, List.of(series));
    }

    private static Document parsed(Figure figure) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.svg())));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        return Stream.iterate(0, i -> i + 1)
                .limit(nodes.getLength())
                .map(i -> (Element) nodes.item(i))
                .toList();
    }
}
