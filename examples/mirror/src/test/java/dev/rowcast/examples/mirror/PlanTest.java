package dev.rowcast.examples.mirror;

import static dev.rowcast.examples.mirror.Changes.cleared;
import static dev.rowcast.examples.mirror.Changes.deleted;
import static dev.rowcast.examples.mirror.Changes.gone;
import static dev.rowcast.examples.mirror.Changes.row;
import static dev.rowcast.examples.mirror.Changes.state;
import static dev.rowcast.examples.mirror.Changes.updated;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Known PRESENT = new Known("v5", Known.Kind.PRESENT);

    @Test
    void ofEachKeyTheLastRowIsWritten() {
        Plan plan = Plan.of(
                List.of(
                        state("7", "v9", "{\"n\":9}"),
                        updated("7", "v8", "{\"n\":7}", "{\"n\":8}"),
                        updated("7", "v9", "{\"n\":8}", "{\"n\":9}"),
                        state("8", "v7", "{\"n\":1}")),
                Map.of());
        assertThat(plan.rows()).containsExactly(row("{\"n\":9}"), row("{\"n\":1}"));
        assertThat(plan.removed()).isEmpty();
        assertThat(plan.known()).containsOnlyKeys("7", "8");
    }

    @Test
    void aRowThatComesAndGoesIsOnlyRemoved() {
        Plan plan = Plan.of(List.of(state("7", "v6", "{}"), gone("7", "v7"), deleted("7", "v7", "{}")), Map.of());
        assertThat(plan.rows()).isEmpty();
        assertThat(plan.removed()).containsExactly("7");
        assertThat(plan.known()).containsEntry("7", new Known("v7", Known.Kind.GONE));
    }

    @Test
    void aRowThatGoesAndComesIsOnlyWritten() {
        Plan plan = Plan.of(List.of(cleared("7"), state("7", "v6", "{\"n\":6}")), Map.of("7", PRESENT));
        assertThat(plan.rows()).containsExactly(row("{\"n\":6}"));
        assertThat(plan.removed()).isEmpty();
    }

    @Test
    void aStateThatIsKnownIsNotedAsTold() {
        Plan plan = Plan.of(List.of(state("7", "v5", "{}")), Map.of("7", PRESENT));
        assertThat(plan.rows()).isEmpty();
        assertThat(plan.known()).containsExactly(Map.entry("7", PRESENT));
    }

    @Test
    void anEventThatIsKnownSaysNothingOfWhatIsRetained() {
        Plan plan = Plan.of(List.of(updated("7", "v5", "{}", "{}")), Map.of("7", PRESENT));
        assertThat(plan.known()).isEmpty();
    }
}
