package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

    @Test
    void hasNamesOnTheLeftAndFiguresOnTheRight() {
        MarkdownTable table = new MarkdownTable("way", "p50", "p99").row(List.of("Rowcast", "4.4 ms", "13 ms"));

        assertThat(table)
                .hasToString(
                        """
                        | way | p50 | p99 |
                        |---|---:|---:|
                        | Rowcast | 4.4 ms | 13 ms |""");
    }

    @Test
    void aBarInACellEndsNoCell() {
        assertThat(new MarkdownTable("a").row(List.of("x | y")).toString()).endsWith("| x \\| y |");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatThrownBy(() -> new MarkdownTable("a", "b").row(List.of("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 cells");
    }
}
