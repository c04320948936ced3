package dev.rowcast.examples.mirror;

import static dev.rowcast.examples.mirror.Changes.cleared;
import static dev.rowcast.examples.mirror.Changes.deleted;
import static dev.rowcast.examples.mirror.Changes.gone;
import static dev.rowcast.examples.mirror.Changes.state;
import static dev.rowcast.examples.mirror.Changes.updated;
import static dev.rowcast.examples.mirror.Known.Kind.GHOST;
import static dev.rowcast.examples.mirror.Known.Kind.GONE;
import static dev.rowcast.examples.mirror.Known.Kind.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KnownTest {
    private static final Known PRESENT_5 = new Known("v5", PRESENT);

    @Test
    void theFirstThatIsToldIsTaken() {
        assertThat(Known.after(null, state("7", "v5", "{}"))).isEqualTo(PRESENT_5);
        assertThat(Known.after(null, gone("7", "v5"))).isEqualTo(new Known("v5", GONE));
        assertThat(Known.after(null, deleted("7", "v5", "{}"))).isEqualTo(new Known("v5", GONE));
        assertThat(Known.after(null, cleared("7"))).isNull();
    }

    @Test
    void onlyWhatIsNewerFollows() {
        assertThat(Known.after(PRESENT_5, state("7", "v6", "{}"))).isEqualTo(new Known("v6", PRESENT));
        assertThat(Known.after(PRESENT_5, updated("7", "v5", "{}", "{}"))).isNull();
        assertThat(Known.after(PRESENT_5, state("7", "v4", "{}"))).isNull();
        assertThat(Known.after(PRESENT_5, gone("7", "v4"))).isNull();
    }

    @Test
    void anOlderStateBringsNoDeletedRowBack() {
        Known gone = new Known("v6", GONE);
        assertThat(Known.after(gone, state("7", "v5", "{}"))).isNull();
        assertThat(Known.after(gone, updated("7", "v6", "{}", "{}"))).isNull();
        assertThat(Known.after(gone, state("7", "v7", "{}"))).isEqualTo(new Known("v7", PRESENT));
    }

    @Test
    void aGhostComesBackWithTheVersionThatItHad() {
        Known ghost = PRESENT_5.asGhost();
        assertThat(Known.after(ghost, state("7", "v5", "{}"))).isEqualTo(PRESENT_5);
        assertThat(Known.after(ghost, state("7", "v4", "{}"))).isNull();
    }

    @Test
    void aTopicThatIsClearedWithoutAVersionMakesAGhost() {
        assertThat(Known.after(PRESENT_5, cleared("7"))).isEqualTo(new Known("v5", GHOST));
        assertThat(Known.after(new Known("v5", GONE), cleared("7"))).isNull();
    }
}
