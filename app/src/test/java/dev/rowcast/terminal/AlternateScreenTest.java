package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingScreen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlternateScreenTest {
    private static final TerminalSize SIZE = new TerminalSize(10, 3);

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final TestingScreen screen = new TestingScreen(10, 3);

    @Test
    void showsLinesAndLeavesTheTerminalAsItWas() {
        screen.feed("before".getBytes(UTF_8));
        try (AlternateScreen alternate = AlternateScreen.enter(new PrintStream(sent, false, UTF_8), true)) {
            alternate.draw(
                    List.of(Line.of("one"), Line.of("too long for it"), Line.of("three"), Line.of("four")), SIZE);
            show();
            assertThat(screen.lines()).containsExactly("one", "too long …", "three");
            assertThat(screen.isAlternate()).isTrue();
        }
        show();

        assertThat(screen.lines()).startsWith("before");
        assertThat(screen.isAsUsual()).isTrue();
    }

    @Test
    void sendsOnlyLinesThatDiffer() {
        AlternateScreen alternate = AlternateScreen.enter(new PrintStream(sent, false, UTF_8), true);
        alternate.draw(List.of(Line.of("one"), Line.of("two")), SIZE);
        sent.reset();
        alternate.draw(List.of(Line.of("one"), Line.of("other")), SIZE);

        assertThat(sent.toString(UTF_8)).isEqualTo("\u001b[2;1Hother\u001b[K");
        sent.reset();
        alternate.draw(List.of(Line.of("one"), Line.of("other")), SIZE);
        assertThat(sent.size()).isZero();
    }

    @Test
    void drawsAllAnewInAnotherSize() {
        AlternateScreen alternate = AlternateScreen.enter(new PrintStream(sent, false, UTF_8), true);
        alternate.draw(List.of(Line.of("one")), SIZE);
        sent.reset();
        alternate.draw(List.of(Line.of("one")), new TerminalSize(9, 3));

        assertThat(sent.toString(UTF_8)).contains("one");
    }

    private void show() {
        screen.feed(sent.toByteArray());
        sent.reset();
    }
}
