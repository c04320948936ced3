package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.TestingScreen;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LiveLinesTest {
    private final TestingScreen screen = new TestingScreen(20, 5);
    private final AtomicInteger columns = new AtomicInteger(20);
    private final OutputStream terminal = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            // without a terminal's own translation of ends of lines
            screen.feed(new String(bytes, offset, length, UTF_8)
                    .replaceAll("(?<!\r)\n", "\r\n")
                    .getBytes(UTF_8));
        }
    };
    private final LiveLines lines = new LiveLines(new PrintStream(terminal, false, UTF_8), columns::get, true);
    private final PrintStream log = new PrintStream(lines.above(terminal), true, UTF_8);

    @Test
    void stayBelowWhatIsPrinted() {
        show("one", "two");
        log.println("first");
        log.println("second");

        assertThat(screen.lines()).containsExactly("first", "second", "one", "two", "");
    }

    @Test
    void replaceEachOther() {
        show("a longer one", "two");
        show("short");

        assertThat(screen.lines()).startsWith("short", "");
        assertThat(screen.toString()).doesNotContain("two");
    }

    @Test
    void stayAtTheBottomWhenTheScreenScrolls() {
        show("status");
        for (int number = 1; number <= 9; number++) {
            log.println("line " + number);
        }

        assertThat(screen.lines()).containsExactly("line 6", "line 7", "line 8", "line 9", "status");
    }

    @Test
    void waitForTheEndOfALine() {
        show("status");
        log.print("half a ");
        show("other status");
        assertThat(screen.toString()).isEqualTo("half a");
        log.println("line");

        assertThat(screen.lines()).startsWith("half a line", "other status");
    }

    @Test
    void areCutToTheTerminal() {
        show("0123456789012345678901234567890");
        log.println("x");

        assertThat(screen.lines()).startsWith("x", "012345678901234567…", "");
    }

    @Test
    void areFoundAgainWhenTheTerminalBecameNarrower() {
        show("0123456789", "x");
        // as a terminal wraps them then: the first takes two rows, the cursor is one further down
        columns.set(5);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        LiveLines narrow = new LiveLines(new PrintStream(sent, false, UTF_8), columns::get, true);
        columns.set(20);
        narrow.show(List.of(Line.of("0123456789"), Line.of("x")));
        columns.set(5);
        sent.reset();
        narrow.close();

        assertThat(sent.toString(UTF_8)).isEqualTo("\r\u001b[2A\u001b[J");
    }

    @Test
    void leaveNothingBehind() {
        show("one", "two");
        log.println("printed");
        lines.close();
        log.println("more");

        assertThat(screen.toString()).isEqualTo("printed\nmore");
    }

    @Test
    void areNotSentAgainUnchanged() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        LiveLines counted = new LiveLines(new PrintStream(sent, false, UTF_8), columns::get, false);
        counted.show(List.of(Line.of("same")));
        sent.reset();
        counted.show(List.of(Line.of("same")));

        assertThat(sent.size()).isZero();
    }

    private void show(String... texts) {
        lines.show(Arrays.stream(texts).map(Line::of).toList());
    }
}
