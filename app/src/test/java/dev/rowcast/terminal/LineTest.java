package dev.rowcast.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineTest {

    @ParameterizedTest
    @CsvSource({"abc,3", "東京,4", "🚚,2", "e\u0301,1", "ｱ,1", "Ａ,2", "한글,4", "→●,2", "'',0"})
    void knowsHowManyColumnsTextTakes(String text, int columns) {
        assertThat(Line.of(text).columns()).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({"abcdef,6,abcdef", "abcdef,5,abcd…", "abcdef,1,…", "abcdef,0,''", "東京都,5,東京…", "東京都,4,東…", "a東,2,a…"})
    void isCutToWhatFits(String text, int columns, String expected) {
        assertThat(Line.of(text).cut(columns).text()).isEqualTo(expected);
        assertThat(Line.of(text).cut(columns).columns()).isLessThanOrEqualTo(columns);
    }

    @Test
    void isCutOverSpans() {
        Line line = Line.of("abc", Style.BOLD).plus("def", Style.DIM).plus("ghi");

        assertThat(line.cut(5).text()).isEqualTo("abcd…");
        assertThat(line.cut(3).text()).isEqualTo("abc");
    }

    @Test
    void isFilledOnEitherSide() {
        assertThat(Line.of("東").fitted(4).text()).isEqualTo("東  ");
        assertThat(Line.of("7").fittedRight(3).text()).isEqualTo("  7");
    }

    @Test
    void hasNoOtherEscapeSequencesThanItsStyles() {
        Line line = Line.of("good", Style.GOOD).plus("\u001b[31mbad").plus(" new", Style.NEW);

        assertThat(line.ansi(true)).isEqualTo("\u001b[32mgood\u001b[0m␛[31mbad\u001b[32m new\u001b[0m");
        assertThat(line.ansi(false)).isEqualTo("good␛[31mbad\u001b[1m new\u001b[0m");
        assertThat(line.text()).isEqualTo("good␛[31mbad new");
    }
}
