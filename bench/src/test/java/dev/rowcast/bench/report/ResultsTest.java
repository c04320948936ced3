package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
    private static final Figure FIGURE = new Figure("Title", "What is to be seen", List.of());

    @Test
    void plotsStandBesideTheDocument(@TempDir Path directory) throws Exception {
        Path document = directory.resolve("speed.md");

        Results.write(document, "| a |", FIGURE);
        Results.write(document, "| b |", Map.of("rows", FIGURE));

        assertThat(document).content().contains("| b |").doesNotContain("| a |");
        assertThat(Files.readString(directory.resolve("speed.svg"))).isEqualTo(FIGURE.svg());
        assertThat(Files.readString(directory.resolve("speed-rows.svg"))).isEqualTo(FIGURE.svg());
    }
}
