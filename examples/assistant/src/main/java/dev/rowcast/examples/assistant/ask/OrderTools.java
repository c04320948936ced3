package dev.rowcast.examples.assistant.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.assistant.PlainText;
import dev.rowcast.examples.assistant.orders.Order;
import dev.rowcast.examples.assistant.orders.Orders;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The tools over the orders. What they tell is bounded in size, has only the columns that may be shown, and neither can be
 * searched by another. Any thread.
 */
final class OrderTools {
    private static final int MOST_ORDERS = 20;
    private static final int MOST_TEXT = 200;
    private static final int MOST_SEARCH = 50;
    private static final int MOST_STATUSES = 50;
    private static final String PRODUCT = "product_name";
    private static final List<String> STATUSES = List.of("pending", "shipped", "delivered");
    private static final Comparator<Order> OLDEST =
            Comparator.comparing((Order order) -> order.text("created_at")).thenComparing(Order::key);

    private final Orders orders;
    private final List<String> columns;

    /** @param columns that the model may see */
    OrderTools(Orders orders, List<String> columns) {
        this.orders = orders;
        this.columns = List.copyOf(columns);
    }

    List<Tool> all() {
        Parameter.Whole limit = new Parameter.Whole("limit", false, 1, MOST_ORDERS);
        Parameter.Choice status = new Parameter.Choice("status", false, STATUSES);
        Parameter.Text product = new Parameter.Text("product_contains", false, MOST_SEARCH);
        List<Parameter> filters = columns.contains(PRODUCT) ? List.of(status, product, limit) : List.of(status, limit);
        return List.of(
                new Tool(
                        "count_by_status",
                        "How many orders there are of each status.",
                        List.of(),
                        none -> countByStatus()),
                new Tool("find_orders", "Orders that match all filters, oldest first.", filters, this::find),
                new Tool("get_order", "One order.", List.of(new Parameter.Text("id", true, MOST_SEARCH)), this::get),
                new Tool(
                        "oldest_pending",
                        "The orders that have been pending longest.",
                        List.of(limit),
                        this::oldestPending));
    }

    private JsonNode countByStatus() {
        Map<String, Long> counts = orders.all().stream()
                .collect(Collectors.groupingBy(Order::status, TreeMap::new, Collectors.counting()));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        counts.entrySet().stream()
                .limit(MOST_STATUSES)
                .forEach(count -> result.put(PlainText.line(count.getKey(), MOST_TEXT), count.getValue()));
        return result;
    }

    private JsonNode find(JsonNode arguments) {
        Predicate<Order> matches = order -> true;
        if (arguments.has("status")) {
            String status = arguments.path("status").textValue();
            matches = matches.and(order -> order.status().equals(status));
        }
        if (arguments.has("product_contains")) {
            String part = arguments.path("product_contains").textValue().toLowerCase(Locale.ROOT);
            matches = matches.and(
                    order -> order.text(PRODUCT).toLowerCase(Locale.ROOT).contains(part));
        }
        return listing(matches, arguments);
    }

    private JsonNode oldestPending(JsonNode arguments) {
        return listing(order -> order.status().equals(Order.PENDING), arguments);
    }

    private JsonNode listing(Predicate<Order> matches, JsonNode arguments) {
        List<Order> found = orders.all().stream().filter(matches).sorted(OLDEST).toList();
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("matches", found.size());
        ArrayNode shown = result.putArray("orders");
        found.stream()
                .limit(arguments.path("limit").asInt(MOST_ORDERS))
                .map(this::shown)
                .forEach(shown::add);
        return result;
    }

    private JsonNode get(JsonNode arguments) {
        return orders.find(arguments.path("id").textValue())
                .map(this::shown)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("error", "there is no such order"));
    }

    /** Texts without control characters and shortened, other values as text. */
    private ObjectNode shown(Order order) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (String column : columns) {
            JsonNode value = order.row().get(column);
            if (value == null || value.isNull()) {
                continue;
            }
            if (value.isNumber() || value.isBoolean()) {
                shown.set(column, value);
            } else {
                shown.put(column, PlainText.line(value.isTextual() ? value.textValue() : value.toString(), MOST_TEXT));
            }
        }
        return shown;
    }
}
