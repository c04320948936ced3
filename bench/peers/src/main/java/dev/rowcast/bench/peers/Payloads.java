package dev.rowcast.bench.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What Rowcast says of a change, in UTF-8. One thread. */
record Payloads(Place place) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final byte[] EMPTY = {};

    /** The row, bare; empty when it is gone. */
    static byte[] state(@Nullable Struct after) {
        return after == null ? EMPTY : json(generator -> RowJson.write(generator, after));
    }

    /** The change with both rows. */
    byte[] event(Change change, String version) {
        return json(generator -> {
            Struct source = change.source();
            generator.writeStartObject();
            generator.writeStringField("op", change.operation().word());
            generator.writeStringField("schema", source.getString("db"));
            generator.writeStringField("table", change.table());
            writeRow(generator, "key", change.key());
            writeRow(generator, "before", change.before());
            writeRow(generator, "after", change.after());
            generator.writeStringField("version", version);
            generator.writeStringField("committed_at", place.committedAt(source));
            generator.writeObjectFieldStart("source");
            generator.writeStringField("server", Place.server(source));
            generator.writeStringField("gtid", Place.gtid(source));
            generator.writeStringField("file", source.getString("file"));
            generator.writeNumberField("pos", source.getInt64("pos"));
            generator.writeNumberField("row", source.getInt32("row"));
            generator.writeEndObject();
            generator.writeEndObject();
        });
    }

    private static void writeRow(JsonGenerator generator, String name, @Nullable Struct row) throws IOException {
        generator.writeFieldName(name);
        RowJson.write(generator, row);
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
