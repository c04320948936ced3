package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.terminal.Key;
import dev.rowcast.watch.WatchedRow.Change;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ViewingTest {
    private static final int PAGE = 10;
    private static final List<WatchedRow> ROWS =
            Collections.nCopies(35, new WatchedRow("7", Map.of(), null, 0, Change.NONE, Set.of(), 0, 0));

    private Viewing viewing = Viewing.of(Filter.ALL);

    @Test
    void quits() {
        press("q");

        assertThat(viewing.finished()).isTrue();
    }

    @Test
    void scrollsWithinTheRows() {
        press(Key.Named.UP);
        assertThat(viewing.offset()).isZero();
        press("jj");
        press(Key.Named.DOWN);
        press("k");
        assertThat(viewing.offset()).isEqualTo(2);
        press(Key.Named.PAGE_DOWN);
        press(Key.Named.PAGE_DOWN);
        assertThat(viewing.offset()).isEqualTo(22);
        press(Key.Named.PAGE_DOWN);
        assertThat(viewing.offset()).isEqualTo(25);
        press(Key.Named.HOME);
        assertThat(viewing.offset()).isZero();
        press(Key.Named.END);
        assertThat(viewing.offset()).isEqualTo(25);
        press(Key.Named.PAGE_UP);
        assertThat(viewing.offset()).isEqualTo(15);
    }

    @Test
    void filterIsTypedAndApplied() {
        press(Key.Named.DOWN);
        press("/status=paix");
        press(Key.Named.BACKSPACE);
        press("d q");
        assertThat(viewing.prompt()).isEqualTo("status=paid q");
        assertThat(viewing.finished()).isFalse();
        press(Key.Named.ENTER);

        assertThat(viewing.prompt()).isNull();
        assertThat(viewing.filter()).isEqualTo(Filter.parse("status=paid q"));
        assertThat(viewing.offset()).isZero();
    }

    @Test
    void filterBeginsWithTheFormerOneAndCanBeLeft() {
        viewing = Viewing.of(Filter.parse("status=paid"));
        press("/🚚");
        assertThat(viewing.prompt()).isEqualTo("status=paid🚚");
        press(Key.Named.BACKSPACE);
        assertThat(viewing.prompt()).isEqualTo("status=paid");
        press("x");
        press(Key.Named.ESCAPE);

        assertThat(viewing.filter()).isEqualTo(Filter.parse("status=paid"));
    }

    @Test
    void pauseKeepsTheRowsAsTheyAre() {
        press("p");
        assertThat(viewing.frozen()).isEqualTo(ROWS);
        press("j/ada");
        press(Key.Named.ENTER);
        assertThat(viewing.isPaused()).isTrue();
        press("p");

        assertThat(viewing.isPaused()).isFalse();
    }

    private void press(String keys) {
        keys.codePoints().forEach(key -> press(new Key.Typed(key)));
    }

    private void press(Key key) {
        viewing = viewing.after(key, ROWS, PAGE);
    }
}
