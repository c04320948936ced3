package dev.rowcast.examples.assistant.rules;

import dev.rowcast.examples.assistant.PlainText;
import dev.rowcast.examples.assistant.orders.Order;
import dev.rowcast.examples.follower.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changes and time ask for. Pure: the same order gives the same action, and whether it was done already is for the
 * {@link Outbox} to know.
 *
 * @param pendingLimit how long an order may be pending before a follow-up is drafted
 */
public record Rules(Duration pendingLimit) {
    private static final int MOST_NAME = 100;

    /** An event says that an order was shipped. */
    public Optional<Action> onEvent(Change.Event event) {
        if (event.after() == null) {
            return Optional.empty();
        }
        Order after = new Order(event.key(), event.version(), event.after());
        boolean wasShipped = event.before() != null
                && event.before().path("status").asText("").equals(Order.SHIPPED);
        return wasShipped ? Optional.empty() : shipped(after);
    }

    /**
     * A state says that an order is shipped, whose event may have been missed.
     *
     * @param position the highest version that was handled before this connection; null at the very first, when what is
     *     retained is history
     */
    public Optional<Action> onState(Change.State state, @Nullable String position) {
        boolean isNews =
                !state.retained() || (position != null && state.version().compareTo(position) > 0);
        return isNews ? shipped(new Order(state.key(), state.version(), state.row())) : Optional.empty();
    }

    private static Optional<Action> shipped(Order order) {
        if (!order.status().equals(Order.SHIPPED)) {
            return Optional.empty();
        }
        return Optional.of(Action.of(
                Action.Kind.SHIPPED, order, "Order %s (%s) was shipped.".formatted(order.key(), product(order))));
    }

    /** The orders that have been pending for too long: found from what is, so that no timer is lost with a restart. */
    public List<Action> pendingTooLong(Collection<Order> orders, Instant now) {
        return orders.stream()
                .filter(order -> isOverdue(order, now))
                .map(Rules::followUp)
                .toList();
    }

    private boolean isOverdue(Order order, Instant now) {
        Instant created = order.createdAt();
        return order.status().equals(Order.PENDING)
                && created != null
                && !created.plus(pendingLimit).isAfter(now);
    }

    private static Action followUp(Order order) {
        String text =
                "Dear %s,\n\nyour order %s (%s) of %s is still pending. We are sorry for the delay and are looking into it.\n"
                        .formatted(
                                PlainText.line(order.text("customer_name"), MOST_NAME),
                                order.key(),
                                product(order),
                                order.text("created_at"));
        return Action.of(Action.Kind.FOLLOW_UP, order, text);
    }

    private static String product(Order order) {
        return order.text("quantity") + " × " + PlainText.line(order.text("product_name"), MOST_NAME);
    }
}
