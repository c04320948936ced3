package dev.rowcast.examples.assistant.orders;

import static dev.rowcast.examples.assistant.TestingChanges.event;
import static dev.rowcast.examples.assistant.TestingChanges.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.examples.follower.Change;
import dev.rowcast.examples.follower.ContractException;
import org.junit.jupiter.api.Test;

final class OrdersTest {
    private final Orders orders = new Orders(2);

    @Test
    void onlyWhatIsNewerIsTaken() throws Exception {
        assertThat(orders.apply(state("7", "v2", "pending"))).isTrue();
        assertThat(orders.apply(event("7", "v2", "new", "pending"))).isFalse();
        assertThat(orders.apply(state("7", "v1", "new"))).isFalse();
        assertThat(orders.apply(event("7", "v3", "pending", "shipped"))).isTrue();
        assertThat(orders.find("7")).map(Order::status).contains("shipped");
    }

    @Test
    void anOlderStateBringsNothingBack() throws Exception {
        orders.apply(state("7", "v2", "pending"));
        assertThat(orders.apply(new Change.Gone("7", "v3"))).isTrue();
        assertThat(orders.apply(state("7", "v2", "pending"))).isFalse();
        assertThat(orders.all()).isEmpty();
    }

    @Test
    void whatANewConnectionDoesNotTellOfIsGone() throws Exception {
        orders.begin();
        orders.apply(state("7", "v2", "pending"));
        orders.apply(state("8", "v3", "pending"));
        orders.complete();
        orders.begin();
        orders.apply(state("8", "v3", "pending"));
        assertThat(orders.all()).hasSize(2);
        orders.complete();
        assertThat(orders.all()).extracting(Order::key).containsExactly("8");
        assertThat(orders.apply(state("7", "v2", "pending"))).isTrue();
    }

    @Test
    void moreThanAreHeldIsAnErrorWithARemedy() throws Exception {
        orders.apply(state("1", "v1", "pending"));
        orders.apply(state("2", "v2", "pending"));
        orders.apply(state("2", "v3", "shipped"));
        assertThatThrownBy(() -> orders.apply(state("3", "v4", "pending")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("ASSISTANT_MOST_ORDERS");
    }
}
