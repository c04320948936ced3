package dev.rowcast.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows and changes as JSON in UTF-8. The same row gives the same bytes, whichever way it was read. Any thread. */
public final class Payloads {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** Where each thread writes, one payload after the other; of a large one no more than the last block stays. */
    private static final ThreadLocal<ByteArrayBuilder> BYTES =
            ThreadLocal.withInitial(() -> new ByteArrayBuilder(1_024));

    private static final Map<Operation, SerializableString> OPERATIONS = new EnumMap<>(Map.of(
            Operation.INSERT, new SerializedString("insert"),
            Operation.UPDATE, new SerializedString("update"),
            Operation.DELETE, new SerializedString("delete")));
    private static final SerializableString OP = new SerializedString("op");
    private static final SerializableString SCHEMA = new SerializedString("schema");
    private static final SerializableString TABLE = new SerializedString("table");
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString BEFORE = new SerializedString("before");
    private static final SerializableString AFTER = new SerializedString("after");
    private static final SerializableString VERSION = new SerializedString("version");
    private static final SerializableString COMMITTED_AT = new SerializedString("committed_at");
    private static final SerializableString SOURCE = new SerializedString("source");
    private static final SerializableString SERVER = new SerializedString("server");
    private static final SerializableString GTID = new SerializedString("gtid");
    private static final SerializableString FILE = new SerializedString("file");
    private static final SerializableString POS = new SerializedString("pos");
    private static final SerializableString ROW = new SerializedString("row");

    private static final SerializableString OVERSIZED = new SerializedString("oversized");
    private static final SerializableString BYTE_COUNT = new SerializedString("bytes");
    private static final SerializableString LIMIT = new SerializedString("limit");
    private static final SerializableString STATE_OVERSIZED = new SerializedString(Oversized.STATE_MEMBER);

    private Payloads() {}

    /** A row, bare: {@code {"id":7,"status":"shipped"}}. */
    public static byte[] row(Row row) {
        return json(generator -> writeRow(generator, row));
    }

    /** A change as an event. */
    public static byte[] event(RowChange change, String version) {
        return json(generator -> writeEvent(generator, change, version, null));
    }

    /** A row's key in place of a row that is too large, with a member that says so: {@link Oversized#STATE_MEMBER}. */
    public static byte[] oversizedRow(Row key, Oversized.Marker marker) {
        return json(generator -> {
            generator.writeStartObject();
            writeColumns(generator, key);
            generator.writeFieldName(STATE_OVERSIZED);
            writeMarker(generator, marker);
            generator.writeEndObject();
        });
    }

    /** A change as an event without its rows, which are too large. */
    public static byte[] oversizedEvent(RowChange change, String version, Oversized.Marker marker) {
        return json(generator -> writeEvent(generator, change, version, marker));
    }

    /** Writes a row as a JSON object, for answers that hold more than one. */
    public static void writeRow(JsonGenerator generator, @Nullable Row row) throws IOException {
        if (row == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        writeColumns(generator, row);
        generator.writeEndObject();
    }

    private static void writeColumns(JsonGenerator generator, Row row) throws IOException {
        List<String> names = row.names();
        List<Value> values = row.values();
        for (int i = 0; i < names.size(); i++) {
            generator.writeFieldName(names.get(i));
            writeValue(generator, values.get(i));
        }
    }

    /** The shortest decimal number that reads back as the same double. */
    static String shortest(double value) {
        return NumberOutput.toString(value, true);
    }

    /** The shortest decimal number that reads back as the same float. */
    static String shortest(float value) {
        return NumberOutput.toString(value, true);
    }

    /** @param marker in place of the rows; null to write them */
    private static void writeEvent(
            JsonGenerator generator, RowChange change, String version, Oversized.@Nullable Marker marker)
            throws IOException {
        generator.writeStartObject();
        generator.writeFieldName(OP);
        generator.writeString(OPERATIONS.get(change.operation()));
        write(generator, SCHEMA, change.table().schema());
        write(generator, TABLE, change.table().table());
        generator.writeFieldName(KEY);
        writeRow(generator, change.key());
        generator.writeFieldName(BEFORE);
        writeRow(generator, marker == null ? change.before() : null);
        generator.writeFieldName(AFTER);
        writeRow(generator, marker == null ? change.after() : null);
        if (marker != null) {
            generator.writeFieldName(OVERSIZED);
            writeMarker(generator, marker);
        }
        write(generator, VERSION, version);
        write(generator, COMMITTED_AT, Timestamps.microseconds(change.source().committedAt()));
        generator.writeFieldName(SOURCE);
        writeSource(generator, change.source());
        generator.writeEndObject();
    }

    private static void writeSource(JsonGenerator generator, Source source) throws IOException {
        generator.writeStartObject();
        write(generator, SERVER, source.server());
        write(generator, GTID, source.gtid());
        write(generator, FILE, source.file());
        generator.writeFieldName(POS);
        generator.writeNumber(source.offset());
        generator.writeFieldName(ROW);
        generator.writeNumber(source.row());
        generator.writeEndObject();
    }

    private static void writeMarker(JsonGenerator generator, Oversized.Marker marker) throws IOException {
        generator.writeStartObject();
        generator.writeFieldName(BYTE_COUNT);
        generator.writeNumber(marker.bytes());
        generator.writeFieldName(LIMIT);
        generator.writeNumber(marker.limit());
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, SerializableString name, @Nullable String text)
            throws IOException {
        generator.writeFieldName(name);
        generator.writeString(text);
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
        ByteArrayBuilder bytes = BYTES.get();
        bytes.reset();
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
