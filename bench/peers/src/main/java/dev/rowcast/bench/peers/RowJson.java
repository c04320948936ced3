package dev.rowcast.bench.peers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Rows as Debezium has them, as JSON, without anything in between. Any thread. */
final class RowJson {
    private RowJson() {}

    /**
     * Writes an object of all columns, or null.
     *
     * @throws IllegalArgumentException if a column is of a type that {@code orders} has none of
     */
    static void write(JsonGenerator generator, @Nullable Struct row) throws IOException {
        if (row == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        for (Field field : row.schema().fields()) {
            generator.writeFieldName(field.name());
            writeValue(generator, field, row.get(field));
        }
        generator.writeEndObject();
    }

    private static void writeValue(JsonGenerator generator, Field field, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Integer number) {
            generator.writeNumber(number);
        } else if (value instanceof Short number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Float number) {
            generator.writeNumber(number);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            generator.writeBinary(copy);
        } else {
            throw new IllegalArgumentException("column " + field.name() + " is a " + value.getClass());
        }
    }
}
