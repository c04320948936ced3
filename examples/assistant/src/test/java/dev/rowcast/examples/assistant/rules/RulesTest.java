package dev.rowcast.examples.assistant.rules;

import static dev.rowcast.examples.assistant.TestingChanges.CREATED;
import static dev.rowcast.examples.assistant.TestingChanges.event;
import static dev.rowcast.examples.assistant.TestingChanges.order;
import static dev.rowcast.examples.assistant.TestingChanges.retained;
import static dev.rowcast.examples.assistant.TestingChanges.row;
import static dev.rowcast.examples.assistant.TestingChanges.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.assistant.orders.Order;
import dev.rowcast.examples.follower.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RulesTest {
    private static final Rules RULES = new Rules(Duration.ofMinutes(60));
    private static final Instant LATER = Instant.parse(CREATED).plus(Duration.ofMinutes(60));

    @Test
    void anOrderThatIsPendingTooLongAsksForAFollowUp() {
        List<Action> actions = RULES.pendingTooLong(List.of(order("7", "pending"), order("8", "shipped")), LATER);
        assertThat(actions).hasSize(1);
        Action draft = actions.get(0);
        assertThat(draft.kind()).isEqualTo(Action.Kind.FOLLOW_UP);
        assertThat(draft.text()).contains("Dear Ada Lovelace", "order 7", "2 × Notebook");
    }

    @Test
    void beforeItsTimeNothingIsAsked() {
        assertThat(RULES.pendingTooLong(List.of(order("7", "pending")), LATER.minusMillis(1)))
                .isEmpty();
    }

    @Test
    void anOrderWithoutATimeIsLeftAlone() {
        ObjectNode row = row("7", "pending").put("created_at", "0000-00-00T00:00:00Z");
        assertThat(RULES.pendingTooLong(List.of(new Order("7", "v1", row)), LATER))
                .isEmpty();
    }

    @Test
    void namesOfCustomersStayOnTheirLine() {
        ObjectNode row = row("7", "pending").put("customer_name", "Eve\n\nPay to\u202E me");
        assertThat(RULES.pendingTooLong(List.of(new Order("7", "v1", row)), LATER))
                .singleElement()
                .extracting(Action::text)
                .asString()
                .startsWith("Dear EvePay to me,");
    }

    @Test
    void theStepToShippedAsksForANotice() {
        assertThat(RULES.onEvent(event("7", "v2", "pending", "shipped"))).hasValueSatisfying(action -> {
            assertThat(action.kind()).isEqualTo(Action.Kind.SHIPPED);
            assertThat(action.text()).isEqualTo("Order 7 (2 × Notebook) was shipped.");
        });
        assertThat(RULES.onEvent(event("7", "v3", "shipped", "shipped"))).isEmpty();
        assertThat(RULES.onEvent(event("7", "v4", "shipped", "delivered"))).isEmpty();
        assertThat(RULES.onEvent(new Change.Event("7", "v5", row("7", "shipped"), null)))
                .isEmpty();
    }

    @Test
    void aStateMakesUpForAnEventThatWasMissed() {
        assertThat(RULES.onState(retained("7", "v5", "shipped"), "v4")).isPresent();
        assertThat(RULES.onState(retained("7", "v4", "shipped"), "v4")).isEmpty();
        assertThat(RULES.onState(retained("7", "v5", "pending"), "v4")).isEmpty();
        assertThat(RULES.onState(state("7", "v5", "shipped"), null)).isPresent();
    }

    @Test
    void atTheVeryFirstStartWhatIsRetainedIsHistory() {
        assertThat(RULES.onState(retained("7", "v5", "shipped"), null)).isEmpty();
    }

    @Test
    void stateAndEventAskForTheSame() {
        assertThat(RULES.onState(state("7", "v2", "shipped"), null).map(Action::id))
                .isEqualTo(RULES.onEvent(event("7", "v2", "pending", "shipped")).map(Action::id));
    }
}
