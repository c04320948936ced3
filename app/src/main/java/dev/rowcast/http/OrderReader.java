package dev.rowcast.http;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.http.Problem.Violation;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads orders from the bodies of requests. Anything wrong becomes one problem that names all of it. Any thread. */
final class OrderReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private OrderReader() {}

    /** An order to create; a status that is not given is pending. */
    static NewOrder newOrder(byte[] body) {
        OrderFields fields = fields(body);
        fields.checkPresent(List.of("customer_name", "product_name", "quantity", "total"));
        String customerName = fields.text("customer_name");
        String productName = fields.text("product_name");
        Long quantity = fields.quantity();
        BigDecimal total = fields.total();
        OrderStatus status = requireNonNullElse(fields.status(), OrderStatus.PENDING);
        if (customerName == null || productName == null || quantity == null || total == null) {
            throw invalid(fields);
        }
        throwIfInvalid(fields);
        return new NewOrder(customerName, productName, quantity, total, status);
    }

    /** Some fields of an order, at least one. */
    static OrderPatch patch(byte[] body) {
        OrderFields fields = fields(body);
        if (fields.isEmpty()) {
            throw new ProblemException(new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "nothing-to-change",
                    "Nothing to change",
                    "name at least one of " + String.join(", ", OrderFields.WRITABLE)));
        }
        return patch(fields);
    }

    /** All writable fields of an order. */
    static OrderPatch replacement(byte[] body) {
        OrderFields fields = fields(body);
        fields.checkPresent(OrderFields.WRITABLE);
        return patch(fields);
    }

    private static OrderPatch patch(OrderFields fields) {
        OrderPatch patch = new OrderPatch(
                fields.text("customer_name"),
                fields.text("product_name"),
                fields.quantity(),
                fields.total(),
                fields.status());
        throwIfInvalid(fields);
        return patch;
    }

    private static void throwIfInvalid(OrderFields fields) {
        if (!fields.violations().isEmpty()) {
            throw invalid(fields);
        }
    }

    private static ProblemException invalid(OrderFields fields) {
        List<Violation> violations = List.copyOf(fields.violations());
        return new ProblemException(Problem.invalid(HttpStatus.UNPROCESSABLE_CONTENT, violations));
    }

    private static OrderFields fields(byte[] body) {
        JsonNode json = parse(body);
        if (!(json instanceof ObjectNode object)) {
            throw malformed("the body must be one JSON object");
        }
        OrderFields fields = new OrderFields(object);
        fields.checkNames();
        return fields;
    }

    private static @Nullable JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (MismatchedInputException e) {
            throw malformed("the body must be one JSON object, and more follows it");
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String where =
                    location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw malformed("the body is not valid JSON" + where + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(new Problem(HttpStatus.BAD_REQUEST, "malformed-json", "Malformed JSON", detail));
    }
}
