package dev.rowcast.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows and changes as JSON in UTF-8. The same row gives the same bytes, whichever way it was read. Any thread. */
public final class Payloads {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** Always of one length, also from servers that log whole seconds. */
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Payloads() {}

    /** A row, bare: {@code {"id":7,"status":"shipped"}}. */
    public static byte[] row(Row row) {
        return json(generator -> writeRow(generator, row));
    }

    /** A change as an event. */
    public static byte[] event(RowChange change, String version) {
        return json(generator -> writeEvent(generator, change, version));
    }

    /** Writes a row as a JSON object, for answers that hold more than one. */
    public static void writeRow(JsonGenerator generator, @Nullable Row row) throws IOException {
        if (row == null) {
            generator.writeNull();
            return;
        }
        List<String> names = row.names();
        List<Value> values = row.values();
        generator.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
            generator.writeFieldName(names.get(i));
            writeValue(generator, values.get(i));
        }
        generator.writeEndObject();
    }

    /** The shortest decimal number that reads back as the same double. */
    static String shortest(double value) {
        return NumberOutput.toString(value, true);
    }

    /** The shortest decimal number that reads back as the same float. */
    static String shortest(float value) {
        return NumberOutput.toString(value, true);
    }

    private static void writeEvent(JsonGenerator generator, RowChange change, String version) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("op", change.operation().name().toLowerCase(Locale.ROOT));
        generator.writeStringField("schema", change.table().schema());
        generator.writeStringField("table", change.table().table());
        generator.writeFieldName("key");
        writeRow(generator, change.key());
        generator.writeFieldName("before");
        writeRow(generator, change.before());
        generator.writeFieldName("after");
        writeRow(generator, change.after());
        generator.writeStringField("version", version);
        generator.writeStringField(
                "committed_at", MICROSECONDS.format(change.source().committedAt()));
        generator.writeObjectFieldStart("source");
        generator.writeStringField("server", change.source().server());
        generator.writeStringField("gtid", change.source().gtid());
        generator.writeStringField("file", change.source().file());
        generator.writeNumberField("pos", change.source().offset());
        generator.writeNumberField("row", change.source().row());
        generator.writeEndObject();
        generator.writeEndObject();
    }

    private static void writeValue(JsonGenerator generator, Value value) throws IOException {
        if (value instanceof Value.Text text) {
            generator.writeUTF8String(text.array(), text.start(), text.length());
        } else if (value instanceof Value.Int number) {
            generator.writeNumber(number.value());
        } else if (value instanceof Value.Null) {
            generator.writeNull();
        } else if (value instanceof Value.BigInt number) {
            generator.writeNumber(number.value());
        } else if (value instanceof Value.Bool bool) {
            generator.writeBoolean(bool.value());
        } else if (value instanceof Value.Bytes bytes) {
            generator.writeBinary(bytes.value());
        } else if (value instanceof Value.Float32 number) {
            generator.writeNumber(shortest(number.value()));
        } else if (value instanceof Value.Float64 number) {
            generator.writeNumber(shortest(number.value()));
        } else if (value instanceof Value.Labels labels) {
            String[] texts = labels.value().toArray(String[]::new);
            generator.writeArray(texts, 0, texts.length);
        } else if (value instanceof Value.Json json) {
            generator.writeRawValue(json.text());
        } else if (value instanceof Value.Geometry geometry) {
            generator.writeStartObject();
            generator.writeNumberField("srid", geometry.srid());
            generator.writeBinaryField("wkb", geometry.wkb());
            generator.writeEndObject();
        } else if (value instanceof Value.Vector vector) {
            generator.writeStartArray();
            for (float number : vector.numbers()) {
                generator.writeNumber(shortest(number));
            }
            generator.writeEndArray();
        }
    }

    private static byte[] json(JsonWriter writer) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(512);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            writer.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface JsonWriter {
        void write(JsonGenerator generator) throws IOException;
    }
}
