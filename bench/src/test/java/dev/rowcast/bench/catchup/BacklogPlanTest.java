package dev.rowcast.bench.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.catchup.BacklogPlan.Change;
import dev.rowcast.bench.catchup.BacklogPlan.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacklogPlanTest {
    private static final Workload WORKLOAD = new Workload("test", 200, 5_000);

    @Test
    void everyChangeIsPossibleAndTheLastInsertsTheSentinel() {
        BacklogPlan plan = new BacklogPlan(WORKLOAD);
        Set<Long> present = new HashSet<>(plan.before());
        List<Change> changes = changes(plan);

        for (Change change : changes) {
            boolean fits =
                    switch (change.kind()) {
                        case INSERT -> present.add(change.order());
                        case UPDATE -> present.contains(change.order());
                        case DELETE -> present.remove(change.order());
                    };
            assertThat(fits).as("%s after those before", change).isTrue();
        }
        assertThat(changes).hasSize(5_000).last().isEqualTo(new Change(Kind.INSERT, WORKLOAD.sentinel()));
        assertThat(changes)
                .filteredOn(change -> change.order() == WORKLOAD.sentinel())
                .hasSize(1);
        assertThat(changes).extracting(Change::kind).contains(Kind.values());
    }

    @Test
    void transactionsHaveOneToTwentyChanges() {
        BacklogPlan plan = new BacklogPlan(WORKLOAD);
        Set<Integer> sizes = new HashSet<>();
        while (plan.hasNext()) {
            sizes.add(plan.next().size());
        }

        assertThat(sizes).contains(1, 20).allSatisfy(size -> assertThat(size).isBetween(1, 20));
    }

    @Test
    void theSameWorkloadHasTheSamePlan() {
        assertThat(changes(new BacklogPlan(WORKLOAD))).isEqualTo(changes(new BacklogPlan(WORKLOAD)));
    }

    private static List<Change> changes(BacklogPlan plan) {
        List<Change> changes = new ArrayList<>();
        while (plan.hasNext()) {
            changes.addAll(plan.next());
        }
        return changes;
    }
}
