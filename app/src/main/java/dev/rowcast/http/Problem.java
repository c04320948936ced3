package dev.rowcast.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/**
 * An error as clients see it: {@code application/problem+json}, RFC 9457.
 *
 * @param type the kind of problem, the last part of its URN; empty where the status says it all
 * @param detail what is wrong with this request, and what would mend it
 * @param errors what is wrong field by field; empty where no fields are concerned
 */
record Problem(HttpStatus status, String type, String title, String detail, List<Violation> errors) {
    static final String CONTENT_TYPE = "application/problem+json";

    /** A field and what is wrong with it, in words that fit behind the field's name. */
    record Violation(String field, String reason) {}

    Problem(HttpStatus status, String type, String title, String detail) {
        this(status, type, title, detail, List.of());
    }

    /** A problem that its status alone names. */
    static Problem plain(HttpStatus status, String detail) {
        return new Problem(status, "", status.getMessage(), detail);
    }

    /** Values that break the rules for them. */
    static Problem invalid(HttpStatus status, List<Violation> errors) {
        String detail = errors.size() == 1
                ? errors.get(0).field() + " " + errors.get(0).reason()
                : errors.size() + " values are invalid; see errors";
        return new Problem(status, "invalid-values", "Invalid values", detail, errors);
    }

    /** The database does not answer; it may in a moment. */
    static Problem databaseUnavailable(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable", "Database unavailable", detail);
    }

    void write(Context context) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            context.header("Retry-After", "1");
        }
        context.status(status).contentType(CONTENT_TYPE).result(json());
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.isEmpty() ? "about:blank" : "urn:rowcast:problem:" + type);
        json.put("title", title);
        json.put("status", status.getCode());
        json.put("detail", detail);
        if (!errors.isEmpty()) {
            ArrayNode list = json.putArray("errors");
            errors.forEach(error -> list.addObject().put("field", error.field()).put("reason", error.reason()));
        }
        return json.toString();
    }
}
