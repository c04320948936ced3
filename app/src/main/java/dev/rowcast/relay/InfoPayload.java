package dev.rowcast.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A status as JSON in UTF-8, as retained on {@code rowcast/info}; the schema is {@code web/schema/info.json}. */
public final class InfoPayload {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SerializableString VERSION = new SerializedString("version");
    private static final SerializableString PHASE = new SerializedString("phase");
    private static final SerializableString REASON = new SerializedString("reason");
    private static final SerializableString STARTED_AT = new SerializedString("started_at");
    private static final SerializableString SCHEMA = new SerializedString("schema");
    private static final SerializableString TABLE = new SerializedString("table");
    private static final SerializableString FILE = new SerializedString("file");
    private static final SerializableString GTIDS = new SerializedString("gtids");
    private static final SerializableString AT = new SerializedString("at");
    private static final SerializableString LAG_MS = new SerializedString("lag_ms");
    private static final SerializableString GAPS = new SerializedString("gaps");
    private static final SerializableString ROWS = new SerializedString("rows");
    private static final SerializableString OF = new SerializedString("of");
    private static final SerializableString PERCENT = new SerializedString("percent");
    private static final SerializableString OFFSET = new SerializedString("offset");
    private static final SerializableString POSITION = new SerializedString("position");
    private static final SerializableString LAST_GAP = new SerializedString("last_gap");
    private static final SerializableString REMAINING_S = new SerializedString("remaining_s");
    private static final SerializableString FROM = new SerializedString("from");
    private static final SerializableString TO = new SerializedString("to");
    private static final SerializableString TRANSACTIONS = new SerializedString("transactions");
    private static final SerializableString TABLES = new SerializedString("tables");
    private static final SerializableString PROGRESS = new SerializedString("progress");

    private InfoPayload() {}

    /**
     * All that there is to tell.
     *
     * @param version of the product
     */
    public static byte[] of(RelayStatus status, String version) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(512);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            write(generator, VERSION, version);
            write(generator, PHASE, status.phase().name().toLowerCase(Locale.ROOT));
            write(generator, REASON, status.reason());
            writeTables(generator, new TreeMap<>(status.rows()));
            generator.writeFieldName(POSITION);
            writePosition(generator, status.position());
            write(generator, LAG_MS, status.lagMillis());
            write(generator, STARTED_AT, status.startedAt().toString());
            writeScans(generator, status.scans());
            write(generator, GAPS, status.gaps().count());
            generator.writeFieldName(LAST_GAP);
            writeGap(generator, status.gaps().last());
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeTables(JsonGenerator generator, Map<TableId, Long> rows) throws IOException {
        generator.writeFieldName(TABLES);
        generator.writeStartArray();
        for (Map.Entry<TableId, Long> table : rows.entrySet()) {
            generator.writeStartObject();
            write(generator, SCHEMA, table.getKey().schema());
            write(generator, TABLE, table.getKey().table());
            write(generator, ROWS, table.getValue());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writeScans(JsonGenerator generator, List<ScanProgress> scans) throws IOException {
        generator.writeFieldName(PROGRESS);
        generator.writeStartArray();
        for (ScanProgress scan : scans) {
            generator.writeStartObject();
            write(generator, SCHEMA, scan.table().schema());
            write(generator, TABLE, scan.table().table());
            write(generator, ROWS, scan.rows());
            write(generator, OF, scan.total());
            write(generator, PERCENT, scan.percent());
            generator.writeFieldName(REMAINING_S);
            if (scan.remaining() == null) {
                generator.writeNull();
            } else {
                generator.writeNumber(scan.remaining().toSeconds());
            }
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writePosition(JsonGenerator generator, @Nullable Position position) throws IOException {
        if (position == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        write(generator, FILE, position.file());
        write(generator, OFFSET, position.offset());
        write(generator, GTIDS, position.gtids().toString());
        generator.writeEndObject();
    }

    private static void writeGap(JsonGenerator generator, @Nullable Gap gap) throws IOException {
        if (gap == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        write(generator, AT, gap.at().toString());
        write(generator, REASON, gap.reason());
        generator.writeFieldName(FROM);
        writePosition(generator, gap.from());
        generator.writeFieldName(TO);
        writePosition(generator, gap.to());
        generator.writeFieldName(TRANSACTIONS);
        if (gap.transactions() == null) {
            generator.writeNull();
        } else {
            generator.writeNumber(gap.transactions());
        }
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, SerializableString name, @Nullable String text)
            throws IOException {
        generator.writeFieldName(name);
        generator.writeString(text);
    }

    private static void write(JsonGenerator generator, SerializableString name, long number) throws IOException {
        generator.writeFieldName(name);
        generator.writeNumber(number);
    }
}
