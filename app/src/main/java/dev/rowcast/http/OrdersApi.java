package dev.rowcast.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import dev.rowcast.http.OrdersPage.Gtids;
import dev.rowcast.http.Problem.Violation;
import dev.rowcast.message.Payloads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/orders}: reads always, writes where they are allowed. Any thread. */
final class OrdersApi {
    private static final String JSON_TYPE = "application/json";
    private static final JsonFactory JSON = new JsonFactory();

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
        OrdersPage page = orders.list(RangeParameters.read(context));
        context.contentType(JSON_TYPE).header("Vary", "Accept-Encoding");
        if (Gzip.isAccepted(context)) {
            context.header("Content-Encoding", "gzip").result(Gzip.compressed(stream -> write(page, stream)));
        } else {
            ByteArrayOutputStream bytes =
                    new ByteArrayOutputStream(256 * (page.rows().size() + 1));
            write(page, bytes);
            context.result(bytes.toByteArray());
        }
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

    private static void write(OrdersPage page, OutputStream stream) throws IOException {
        try (JsonGenerator generator = JSON.createGenerator(stream)) {
            generator.writeStartObject();
            generator.writeStringField("version", page.version());
            generator.writeFieldName("gtids");
            write(page.gtids(), generator);
            generator.writeFieldName("next");
            generator.writeNumber(page.next());
            generator.writeArrayFieldStart("orders");
            for (Row row : page.rows()) {
                Payloads.writeRow(generator, row);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    private static void write(@Nullable Gtids gtids, JsonGenerator generator) throws IOException {
        if (gtids == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        generator.writeStringField("executed", gtids.executed().toString());
        generator.writeStringField("committing", gtids.committing().toString());
        generator.writeEndObject();
    }

    private static BigInteger pathId(Context context) {
        BigInteger id = RangeParameters.id(context.pathParam("id"));
        if (id == null) {
            Violation violation = new Violation("id", RangeParameters.ID_RULE);
            throw new ProblemException(Problem.invalid(HttpStatus.BAD_REQUEST, List.of(violation)));
        }
        return id;
    }

    private static ProblemException missing(BigInteger id) {
        return new ProblemException(Problem.plain(HttpStatus.NOT_FOUND, "there is no order " + id));
    }

    @FunctionalInterface
    private interface BodyReader {
        OrderPatch read(byte[] body);
    }
}
