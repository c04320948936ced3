package dev.rowcast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published schema fits what is published. */
final class SchemaTest {
    private static final Instant AT = Instant.parse("2026-11-20T09:12:00Z");

    private final JsonSchema event = schema("event");

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyEventIsValid(Operation operation) {
        Row before = operation == Operation.INSERT ? null : row("pending");
        Row after = operation == Operation.DELETE ? null : row("shipped");

        assertThat(event.validate(event(operation, before, after), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyEventWithoutItsRowsIsValid(Operation operation) {
        RowChange change = change(
                operation,
                operation == Operation.INSERT ? null : row("pending"),
                operation == Operation.DELETE ? null : row("shipped"));
        String marked = new String(
                Payloads.oversizedEvent(change, Version.of(AT, change.source()), new Oversized.Marker(300_000, 1_024)),
                UTF_8);

        assertThat(event.validate(marked, InputFormat.JSON)).isEmpty();
        assertThat(event.validate(marked.replaceAll("\"oversized\":\\{[^}]*},", ""), InputFormat.JSON))
                .as("without its rows, and without saying why")
                .isNotEmpty();
    }

    @Test
    void everyStateIsValidWithItsColumnsOrWithout() {
        JsonSchema state = schema("state");
        Row key = new Row(List.of("id"), List.of(new Value.Int(7)));
        String marked = new String(Payloads.oversizedRow(key, new Oversized.Marker(300_000, 1_024)), UTF_8);

        assertThat(state.validate(new String(Payloads.row(row("pending")), UTF_8), InputFormat.JSON))
                .isEmpty();
        assertThat(state.validate(marked, InputFormat.JSON)).isEmpty();
        assertThat(state.validate(marked.replace("\"limit\"", "\"limits\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void whatIsNoEventIsNotValid() {
        String valid = event(Operation.INSERT, null, row("pending"));

        assertThat(event.validate(valid.replace("\"op\":\"insert\"", "\"op\":\"update\""), InputFormat.JSON))
                .as("an update without the row before it")
                .isNotEmpty();
        assertThat(event.validate(valid.replace("\"table\"", "\"tabel\""), InputFormat.JSON))
                .isNotEmpty();
    }

    static JsonSchema schema(String name) {
        try (InputStream text = requireNonNull(SchemaTest.class.getResourceAsStream("/web/schema/" + name + ".json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String event(Operation operation, @Nullable Row before, @Nullable Row after) {
        RowChange change = change(operation, before, after);
        return new String(Payloads.event(change, Version.of(AT, change.source())), UTF_8);
    }

    private static RowChange change(Operation operation, @Nullable Row before, @Nullable Row after) {
        Row key = new Row(List.of("id"), List.of(new Value.Int(7)));
        Source source = new Source("server", null, "binlog.000042", 15822, 1, AT);
        return new RowChange(new TableId("shop", "orders"), operation, key, before, after, source);
    }

    private static Row row(String status) {
        return new Row(
                List.of("id", "status", "tags", "note", "gift", "details", "place", "embedding"),
                List.of(
                        new Value.Int(7),
                        new Value.Text(status),
                        new Value.Labels(List.of("a")),
                        Value.Null.NULL,
                        new Value.Bool(true),
                        new Value.Json("{\"size\":[1,2.50]}"),
                        new Value.Geometry(4326, new byte[] {1}),
                        new Value.Vector(new float[] {0.5f})));
    }
}
