package dev.rowcast.bench.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Charts side by side, with one legend, as an SVG document that can be read in light and in dark, and without colours: lines
 * differ in their dashes too.
 *
 * @param description what is to be seen, for those who do not see it
 * @param charts from left to right; at most {@value #MOST_LINES} names of lines in all of them
 */
public record Figure(String title, String description, List<LineChart> charts) {
    private static final int MOST_LINES = 6;
    private static final int CHART_WIDTH = 480;
    private static final int HEAD_HEIGHT = 48;
    private static final int CHART_HEIGHT = 320;
    private static final int LEGEND_LINE_HEIGHT = 24;
    /** Of a name: its line and the room around it. */
    private static final int LEGEND_SIGN_WIDTH = 70;

    private static final int CHARACTER_WIDTH = 7;
    private static final String STYLE =
            """
            text{font:13px system-ui,sans-serif;fill:#1f2328}
            .title{font-size:16px;font-weight:600}.chart{font-weight:600}.tick{font-size:12px;fill:#59636e}
            .page{fill:#fff}.grid{stroke:#d1d9e0;fill:none}
            .line{fill:none;stroke-width:2.5;stroke-linejoin:round}
            .l0{stroke:#c2410c;stroke-dasharray:8 4}.l1{stroke:#a21caf;stroke-dasharray:2 4}.l2{stroke:#1d4ed8;stroke-dasharray:12 4 2 4}
            .l3{stroke:#0f766e}.l4{stroke:#854d0e;stroke-dasharray:4 4}.l5{stroke:#475569;stroke-dasharray:16 4}
            @media (prefers-color-scheme:dark){text{fill:#f0f6fc}.tick{fill:#9198a1}.page{fill:#0d1117}.grid{stroke:#3d444d}
            .l0{stroke:#fb923c}.l1{stroke:#e879f9}.l2{stroke:#79a8ff}.l3{stroke:#2dd4bf}.l4{stroke:#facc15}.l5{stroke:#94a3b8}}
            """;

    public Figure {
        charts = List.copyOf(charts);
        if (names(charts).size() > MOST_LINES) {
            throw new IllegalArgumentException(names(charts) + " are more than " + MOST_LINES + " lines");
        }
    }

    private static List<String> names(List<LineChart> charts) {
        return charts.stream()
                .flatMap(chart -> chart.series().stream())
                .map(Series::name)
                .distinct()
                .toList();
    }

    /** The whole document. */
    public String svg() {
        List<String> names = names(charts);
        int width = CHART_WIDTH * charts.size();
        int columns = legendColumns(names, width);
        int legendRows = (names.size() + columns - 1) / columns;
        int height = HEAD_HEIGHT + CHART_HEIGHT + legendRows * LEGEND_LINE_HEIGHT + 16;
        SvgText svg = new SvgText();
        svg.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                width, height, width, height);
        svg.line("<title>%s</title><desc>%s</desc>", title, description);
        svg.line("<style>%s</style>", STYLE.strip());
        svg.line("<rect class=\"page\" width=\"%d\" height=\"%d\"/>", width, height);
        svg.line("<text class=\"title\" x=\"16\" y=\"28\">%s</text>", title);
        IntStream.range(0, charts.size())
                .forEach(i -> new ChartDrawing(charts.get(i), names, i * CHART_WIDTH, HEAD_HEIGHT, CHART_WIDTH)
                        .drawOn(svg, CHART_HEIGHT));
        IntStream.range(0, names.size()).forEach(i -> {
            int x = 24 + i % columns * width / columns;
            int y = HEAD_HEIGHT + CHART_HEIGHT + 16 + i / columns * LEGEND_LINE_HEIGHT;
            svg.line("<path class=\"line l%d\" d=\"M%d %dh36\"/>", i, x, y);
            svg.line("<text x=\"%d\" y=\"%d\">%s</text>", x + 46, y + 4, names.get(i));
        });
        svg.line("</svg>");
        return svg.toString();
    }

    /** Two where each name has room in half of the width. */
    private static int legendColumns(List<String> names, int width) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return LEGEND_SIGN_WIDTH + longest * CHARACTER_WIDTH <= width / 2 ? 2 : 1;
    }
}
