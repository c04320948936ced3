package dev.rowcast.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTextTest {
    @Test
    void controlsAndWhatHidesOrTurnsTextIsLeftOut() {
        assertThat(PlainText.line("a\u001b[31mb\r\n\u202Ec\u200B\u2028d\0", 100))
                .isEqualTo("a[31mbcd");
        assertThat(PlainText.lines("a\r\nb\u0007", 100)).isEqualTo("a\nb");
    }

    @Test
    void textIsTextInEveryLanguage() {
        assertThat(PlainText.line("Łukasz Żółć \uD83D\uDE9A", 100)).isEqualTo("Łukasz Żółć \uD83D\uDE9A");
    }

    @Test
    void whatIsTooLongIsCutAtACharacter() {
        assertThat(PlainText.line("\uD83D\uDE9A\uD83D\uDE9A\uD83D\uDE9A", 2)).isEqualTo("\uD83D\uDE9A\uD83D\uDE9A…");
        assertThat(PlainText.line("ab", 2)).isEqualTo("ab");
    }
}
