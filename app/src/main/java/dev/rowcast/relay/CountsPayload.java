package dev.rowcast.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Rows by label as JSON in UTF-8, as retained on {@code rowcast/counts}: {@code {"shop.orders":{"status":{"pending":3}}}}. The
 * schema is {@code web/schema/counts.json}.
 */
final class CountsPayload {
    private static final JsonFactory JSON = new JsonFactory();

    private CountsPayload() {}

    /** @param counts by table, column and label */
    static byte[] of(Map<TableId, Map<String, Map<String, Long>>> counts) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(256);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            for (Map.Entry<TableId, Map<String, Map<String, Long>>> table : counts.entrySet()) {
                generator.writeObjectFieldStart(table.getKey().toString());
                for (Map.Entry<String, Map<String, Long>> column :
                        table.getValue().entrySet()) {
                    generator.writeObjectFieldStart(column.getKey());
                    for (Map.Entry<String, Long> label : column.getValue().entrySet()) {
                        generator.writeNumberField(label.getKey(), label.getValue());
                    }
                    generator.writeEndObject();
                }
                generator.writeEndObject();
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
