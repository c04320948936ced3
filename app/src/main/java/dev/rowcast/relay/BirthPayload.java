package dev.rowcast.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.TableId;
import dev.rowcast.message.MessageMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * Which tables and topics there are, as JSON in UTF-8, before anything is told of them: what Sparkplug calls a birth certificate.
 * Retained on {@code rowcast/birth}; the schema is {@code web/schema/birth.json}.
 */
final class BirthPayload {
    private static final JsonFactory JSON = new JsonFactory();

    private BirthPayload() {}

    /**
     * All that there is to tell.
     *
     * @param version of the product
     * @param name of this instance
     */
    static byte[] of(String version, String name, Instant bornAt, List<TableDefinition> tables, MessageMapper mapper) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(1_024);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("version", version);
            generator.writeStringField("name", name);
            generator.writeStringField("born_at", bornAt.toString());
            generator.writeStringField("retain", mapper.retainName());
            generator.writeArrayFieldStart("tables");
            for (TableDefinition table : tables) {
                write(generator, table, mapper);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, TableDefinition definition, MessageMapper mapper)
            throws IOException {
        TableId table = definition.table();
        generator.writeStartObject();
        generator.writeStringField("schema", table.schema());
        generator.writeStringField("table", table.table());
        generator.writeArrayFieldStart("key");
        for (String column : definition.key()) {
            generator.writeString(column);
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("columns");
        for (TableDefinition.Column column : definition.columns()) {
            generator.writeStartObject();
            generator.writeStringField("name", column.name());
            generator.writeStringField("type", column.type());
            generator.writeBooleanField("masked", column.masked());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeStringField("event_topic", mapper.eventTemplate(table));
        generator.writeStringField("state_topic", mapper.keepsState() ? mapper.stateTemplate(table) : null);
        generator.writeEndObject();
    }
}
