package dev.rowcast.examples.assistant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.assistant.orders.Order;
import dev.rowcast.examples.follower.Change;

/** Orders and changes as a follower gives them. */
public final class TestingChanges {
    public static final String CREATED = "2026-11-20T09:00:00.000Z";

    private TestingChanges() {}

    public static ObjectNode row(String key, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Long.parseLong(key))
                .put("customer_name", "Ada Lovelace")
                .put("product_name", "Notebook")
                .put("quantity", 2)
                .put("total", "19.90")
                .put("status", status)
                .put("created_at", CREATED);
    }

    public static Order order(String key, String status) {
        return new Order(key, "v1", row(key, status));
    }

    public static Change.State state(String key, String version, String status) {
        return new Change.State(key, version, row(key, status), false);
    }

    public static Change.State retained(String key, String version, String status) {
        return new Change.State(key, version, row(key, status), true);
    }

    public static Change.Event event(String key, String version, String before, String after) {
        return new Change.Event(key, version, row(key, before), row(key, after));
    }
}
