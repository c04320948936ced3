package dev.rowcast.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.config.NearMatch;
import dev.rowcast.http.Problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an order's fields from JSON and collects all that is wrong with them. What is missing or wrong is null. One
 * request, one thread.
 */
final class OrderFields {
    static final List<String> WRITABLE = List.of("customer_name", "product_name", "quantity", "total", "status");

    private static final Set<String> READ_ONLY = Set.of("id", "created_at", "updated_at");
    private static final int MAX_TEXT_CHARACTERS = 100;
    private static final long MAX_QUANTITY = 4_294_967_295L;
    private static final BigDecimal MAX_TOTAL = new BigDecimal("99999999.99");
    private static final Pattern TOTAL = Pattern.compile("\\d{1,8}(\\.\\d{1,2})?");
    private static final String TOTAL_RULE = "must be a decimal from 0 to 99999999.99 with at most 2 decimals";
    private static final String STATUS_RULE = Arrays.stream(OrderStatus.values())
            .map(OrderStatus::label)
            .collect(Collectors.joining(", ", "must be one of ", ""));

    private final ObjectNode json;
    private final List<Violation> violations = new ArrayList<>();

    OrderFields(ObjectNode json) {
        this.json = json;
    }

    /** Adds what is wrong apart from the values of known fields. */
    void checkNames() {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (READ_ONLY.contains(name)) {
                violation(name, "is set by the database and can not be written");
            } else if (!WRITABLE.contains(name)) {
                violation(name, unknown(name));
            }
        }
    }

    /** Adds each of the fields that is not there. */
    void checkPresent(List<String> names) {
        names.stream().filter(name -> !json.has(name)).forEach(name -> violation(name, "is required"));
    }

    boolean isEmpty() {
        return json.isEmpty();
    }

    List<Violation> violations() {
        return violations;
    }

    @Nullable
    String text(String name) {
        JsonNode node = json.get(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            violation(name, "must be a string");
            return null;
        }
        String text = node.textValue();
        if (text.isBlank()) {
            violation(name, "must not be blank");
            return null;
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > MAX_TEXT_CHARACTERS) {
            violation(name, "must have at most " + MAX_TEXT_CHARACTERS + " characters, and has " + characters);
            return null;
        }
        if (text.codePoints().anyMatch(OrderFields::isNoCharacter)) {
            violation(name, "has half a surrogate pair, which no text can store");
            return null;
        }
        return text;
    }

    @Nullable
    Long quantity() {
        JsonNode node = json.get("quantity");
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 1
                || node.longValue() > MAX_QUANTITY) {
            violation("quantity", "must be an integer from 1 to " + MAX_QUANTITY);
            return null;
        }
        return node.longValue();
    }

    @Nullable
    BigDecimal total() {
        JsonNode node = json.get("total");
        if (node == null) {
            return null;
        }
        if (node.isTextual() && TOTAL.matcher(node.textValue()).matches()) {
            return new BigDecimal(node.textValue()).setScale(2);
        }
        if (!node.isNumber()) {
            violation("total", TOTAL_RULE);
            return null;
        }
        return total(node.decimalValue());
    }

    private @Nullable BigDecimal total(BigDecimal number) {
        boolean inBounds = number.signum() >= 0 && number.compareTo(MAX_TOTAL) <= 0;
        BigDecimal shortest = number.stripTrailingZeros();
        // Nothing expands the number before its bounds are known: 1e999999999 would fill the memory.
        if (!inBounds || shortest.scale() > 2) {
            violation("total", TOTAL_RULE);
            return null;
        }
        return shortest.setScale(2);
    }

    @Nullable
    OrderStatus status() {
        JsonNode node = json.get("status");
        if (node == null) {
            return null;
        }
        Optional<OrderStatus> status = Arrays.stream(OrderStatus.values())
                .filter(candidate -> node.isTextual() && candidate.label().equals(node.textValue()))
                .findFirst();
        if (status.isEmpty()) {
            violation("status", STATUS_RULE);
        }
        return status.orElse(null);
    }

    private void violation(String field, String reason) {
        violations.add(new Violation(field, reason));
    }

    private static String unknown(String name) {
        return NearMatch.of(name, WRITABLE)
                .map(match -> "is unknown; did you mean " + match + "?")
                .orElse("is unknown; known are " + String.join(", ", WRITABLE));
    }

    private static boolean isNoCharacter(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
