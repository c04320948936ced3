package dev.rowcast.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
            generator.writeStringField("version", version);
            generator.writeStringField("phase", status.phase().name().toLowerCase(Locale.ROOT));
            generator.writeStringField("reason", status.reason());
            writeTables(generator, new TreeMap<>(status.rows()));
            generator.writeFieldName("position");
            writePosition(generator, status.position());
            generator.writeNumberField("lag_ms", status.lagMillis());
            generator.writeStringField("started_at", status.startedAt().toString());
            writeScans(generator, status.scans());
            generator.writeNumberField("gaps", status.gaps().count());
            generator.writeFieldName("last_gap");
            writeGap(generator, status.gaps().last());
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeTables(JsonGenerator generator, Map<TableId, Long> rows) throws IOException {
        generator.writeArrayFieldStart("tables");
        for (Map.Entry<TableId, Long> table : rows.entrySet()) {
            generator.writeStartObject();
            generator.writeStringField("schema", table.getKey().schema());
            generator.writeStringField("table", table.getKey().table());
            generator.writeNumberField("rows", table.getValue());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writeScans(JsonGenerator generator, List<ScanProgress> scans) throws IOException {
        generator.writeArrayFieldStart("progress");
        for (ScanProgress scan : scans) {
            generator.writeStartObject();
            generator.writeStringField("schema", scan.table().schema());
            generator.writeStringField("table", scan.table().table());
            generator.writeNumberField("rows", scan.rows());
            generator.writeNumberField("of", scan.total());
            generator.writeNumberField("percent", scan.percent());
            generator.writeFieldName("remaining_s");
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
        generator.writeStringField("file", position.file());
        generator.writeNumberField("offset", position.offset());
        generator.writeStringField("gtids", position.gtids().toString());
        generator.writeEndObject();
    }

    private static void writeGap(JsonGenerator generator, @Nullable Gap gap) throws IOException {
        if (gap == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        generator.writeStringField("at", gap.at().toString());
        generator.writeStringField("reason", gap.reason());
        generator.writeFieldName("from");
        writePosition(generator, gap.from());
        generator.writeFieldName("to");
        writePosition(generator, gap.to());
        generator.writeFieldName("transactions");
        if (gap.transactions() == null) {
            generator.writeNull();
        } else {
            generator.writeNumber(gap.transactions());
        }
        generator.writeEndObject();
    }
}
