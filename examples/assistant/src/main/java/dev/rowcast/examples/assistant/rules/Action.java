package dev.rowcast.examples.assistant.rules;

import dev.rowcast.examples.assistant.orders.Order;
import java.util.Locale;

/**
 * Something to be done for an order, once.
 *
 * @param kind what kind of thing
 * @param orderKey whose
 * @param createdAt when the order was created, in the database's words: another order may have the same key later
 * @param version of the change that gave rise to it
 * @param text for people
 */
public record Action(Kind kind, String orderKey, String createdAt, String version, String text) {
    /** What is done with it. */
    public enum Kind {
        /** A text to be read, and perhaps sent, by somebody of the staff. */
        FOLLOW_UP,
        /** A notice for another system. */
        SHIPPED
    }

    static Action of(Kind kind, Order order, String text) {
        return new Action(kind, order.key(), order.text("created_at"), order.version(), text);
    }

    /** The same for the same thing: it is done once, however often it is found. No other thing has it. */
    public String id() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + orderKey + " " + createdAt;
    }
}
