package dev.rowcast.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalWishesTest {

    @Test
    void dumbTerminalsAndNoneAreNotCapable() {
        assertThat(TerminalWishes.of(Map.of("TERM", "xterm"))).isEqualTo(new TerminalWishes(true, true));
        assertThat(TerminalWishes.of(Map.of("TERM", "dumb"))).isEqualTo(new TerminalWishes(false, false));
        assertThat(TerminalWishes.of(Map.of())).isEqualTo(new TerminalWishes(false, false));
    }

    @Test
    void noColorCountsWhenItIsNotEmpty() {
        assertThat(TerminalWishes.of(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isEqualTo(new TerminalWishes(true, false));
        assertThat(TerminalWishes.of(Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isEqualTo(new TerminalWishes(true, true));
    }
}
