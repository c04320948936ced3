package dev.rowcast.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a measurement leaves what has come of it: the {@linkplain MarkedSection section} of a document, printed too, and plots beside it. */
public final class Results {
    private Results() {}

    /** With one plot, which has the document's name. */
    public static void write(Path document, String markdown, Figure figure) throws IOException {
        write(document, markdown);
        draw(document, "", figure);
    }

    /**
     * With several plots.
     *
     * @param figures by what their files are called behind the document's name and a dash
     */
    public static void write(Path document, String markdown, Map<String, Figure> figures) throws IOException {
        write(document, markdown);
        for (Map.Entry<String, Figure> figure : figures.entrySet()) {
            draw(document, "-" + figure.getKey(), figure.getValue());
        }
    }

    private static void write(Path document, String markdown) throws IOException {
        MarkedSection.write(document, markdown);
        System.out.println(markdown);
        System.out.println("written: " + document);
    }

    private static void draw(Path document, String suffix, Figure figure) throws IOException {
        String name = document.getFileName().toString().replaceFirst("\\.md$", "");
        Path plot = document.resolveSibling(name + suffix + ".svg");
        Files.writeString(plot, figure.svg());
        System.out.println("written: " + plot);
    }
}
