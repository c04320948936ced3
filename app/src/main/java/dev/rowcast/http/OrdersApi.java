package dev.rowcast.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import dev.rowcast.http.Problem.Violation;
import dev.rowcast.message.Payloads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/orders}: reads always, writes where they are allowed. Any thread. */
final class OrdersApi {
    private static final String JSON_TYPE = "application/json";
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");
    private static final BigInteger MAX_ID = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final String ID_RULE = "must be an integer from 0 to " + MAX_ID;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final Orders orders;
    private final RequestGuard guard;

    OrdersApi(Orders orders, RequestGuard guard) {
        this.orders = orders;
        this.guard = guard;
    }

    void addRoutes(RoutesConfig routes) {
        routes.get("/api/orders", this::list);
        routes.head("/api/orders", this::list);
        routes.get("/api/orders/{id}", this::find);
        routes.head("/api/orders/{id}", this::find);
        routes.post("/api/orders", this::create);
        routes.patch("/api/orders/{id}", context -> update(context, OrderReader::patch));
        routes.put("/api/orders/{id}", context -> update(context, OrderReader::replacement));
        routes.delete("/api/orders/{id}", this::delete);
    }

    private void list(Context context) throws OrdersUnavailableException, IOException {
        List<Violation> violations = new ArrayList<>();
        String afterText = context.queryParam("after");
        BigInteger after = afterText == null ? null : id(afterText);
        if (afterText != null && after == null) {
            violations.add(new Violation("after", ID_RULE));
        }
        int limit = limit(context.queryParam("limit"));
        if (limit == 0) {
            violations.add(new Violation("limit", "must be an integer from 1 to " + MAX_LIMIT));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(HttpStatus.BAD_REQUEST, violations));
        }
        OrdersPage page = orders.list(after, limit);
        context.contentType(JSON_TYPE).result(json(page));
    }

    private void find(Context context) throws OrdersUnavailableException {
        BigInteger id = pathId(context);
        answer(context, id, orders.find(id));
    }

    private void create(Context context) throws OrdersUnavailableException, OrderRejectedException {
        guard.checkWrite(context);
        Row row = orders.create(OrderReader.newOrder(guard.json(context)));
        int idColumn = row.names().indexOf("id");
        if (idColumn >= 0 && row.values().get(idColumn) instanceof Value.Int id) {
            context.header("Location", "/api/orders/" + id.value());
        } else if (idColumn >= 0 && row.values().get(idColumn) instanceof Value.BigInt id) {
            context.header("Location", "/api/orders/" + id.value());
        }
        context.status(HttpStatus.CREATED).contentType(JSON_TYPE).result(Payloads.row(row));
    }

    private void update(Context context, BodyReader reader) throws OrdersUnavailableException, OrderRejectedException {
        guard.checkWrite(context);
        BigInteger id = pathId(context);
        OrderPatch patch = reader.read(guard.json(context));
        answer(context, id, orders.update(id, patch));
    }

    private void delete(Context context) throws OrdersUnavailableException, OrderRejectedException {
        guard.checkWrite(context);
        BigInteger id = pathId(context);
        if (!orders.delete(id)) {
            throw missing(id);
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private static void answer(Context context, BigInteger id, Optional<Row> row) {
        byte[] json = Payloads.row(row.orElseThrow(() -> missing(id)));
        context.contentType(JSON_TYPE).result(json);
    }

    private static byte[] json(OrdersPage page) throws IOException {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(256 * (page.rows().size() + 1));
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("version", page.version());
            generator.writeFieldName("next");
            generator.writeNumber(page.next());
            generator.writeArrayFieldStart("orders");
            for (Row row : page.rows()) {
                Payloads.writeRow(generator, row);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static BigInteger pathId(Context context) {
        BigInteger id = id(context.pathParam("id"));
        if (id == null) {
            throw new ProblemException(Problem.invalid(HttpStatus.BAD_REQUEST, List.of(new Violation("id", ID_RULE))));
        }
        return id;
    }

    private static @Nullable BigInteger id(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return null;
        }
        BigInteger id = new BigInteger(text);
        return id.compareTo(MAX_ID) <= 0 ? id : null;
    }

    /** 0 if it is invalid. */
    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        return limit <= MAX_LIMIT ? limit : 0;
    }

    private static ProblemException missing(BigInteger id) {
        return new ProblemException(Problem.plain(HttpStatus.NOT_FOUND, "there is no order " + id));
    }

    @FunctionalInterface
    private interface BodyReader {
        OrderPatch read(byte[] body);
    }
}
