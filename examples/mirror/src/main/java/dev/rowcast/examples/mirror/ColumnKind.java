package dev.rowcast.examples.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the JSON that Rowcast makes of a column's values becomes a value of SQL again. What it is bound as makes the server
 * store the very value: numbers as digits of the statement, for a BIT or YEAR column reads quoted ones in another way.
 */
enum ColumnKind {
    /** Every integer, YEAR and BIT. */
    INTEGER {
        @Override
        @Nullable
        Object value(JsonNode json) {
            if (json.isBoolean()) {
                return json.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO;
            }
            return json.isIntegralNumber() ? json.decimalValue() : null;
        }

        @Override
        Object keyValue(String text) {
            return switch (text) {
                case "true" -> BigDecimal.ONE;
                case "false" -> BigDecimal.ZERO;
                default -> new BigDecimal(text);
            };
        }
    },
    /** Exactly the number that it is as FLOAT: the server finds the shortest text of the largest FLOAT too large. */
    FLOAT {
        @Override
        @Nullable
        Object value(JsonNode json) {
            return json.isNumber() ? Double.toString(Float.parseFloat(json.asText())) : null;
        }
    },
    /** Quoted, for as digits of a statement it would be a DECIMAL first. */
    DOUBLE {
        @Override
        @Nullable
        Object value(JsonNode json) {
            return json.isNumber() ? json.asText() : null;
        }
    },
    /** Everything that is told as the server prints it. */
    TEXT {
        @Override
        @Nullable
        Object value(JsonNode json) {
            return json.textValue();
        }
    },
    /** DATETIME and TIMESTAMP, the latter in UTC, as the session is. */
    MOMENT {
        @Override
        @Nullable
        Object value(JsonNode json) {
            return json.isTextual() ? keyValue(json.textValue()) : null;
        }

        @Override
        Object keyValue(String text) {
            return text.replace('T', ' ').replace("Z", "");
        }
    },
    SET {
        @Override
        @Nullable
        Object value(JsonNode json) {
            if (!json.isArray()) {
                return null;
            }
            List<String> labels = new ArrayList<>();
            for (JsonNode label : json) {
                labels.add(label.asText());
            }
            return String.join(",", labels);
        }
    },
    /** BINARY, VARBINARY and BLOB. */
    BYTES {
        @Override
        @Nullable
        Object value(JsonNode json) {
            return json.isTextual() ? keyValue(json.textValue()) : null;
        }

        @Override
        Object keyValue(String text) {
            return Base64.getDecoder().decode(text);
        }
    },
    JSON {
        @Override
        Object value(JsonNode json) {
            return json.toString();
        }
    },
    /** As the server stores it: four bytes of its reference system, then well-known binary. */
    GEOMETRY {
        @Override
        @Nullable
        Object value(JsonNode json) {
            JsonNode srid = json.path("srid");
            JsonNode wkb = json.path("wkb");
            if (!srid.isIntegralNumber() || !wkb.isTextual()) {
                return null;
            }
            byte[] shape = Base64.getDecoder().decode(wkb.textValue());
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + shape.length).order(ByteOrder.LITTLE_ENDIAN);
            return bytes.putInt(srid.intValue()).put(shape).array();
        }
    },
    /** As the server stores it: four bytes a number. */
    VECTOR {
        @Override
        @Nullable
        Object value(JsonNode json) {
            if (!json.isArray()) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.allocate(json.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (JsonNode number : json) {
                bytes.putFloat(Float.parseFloat(number.asText()));
            }
            return bytes.array();
        }
    };

    /**
     * The value to bind: text, bytes or a decimal number.
     *
     * @param json not {@code null} of JSON, except where that is a value: in a JSON column
     * @return null if this is no value of such a column
     * @throws IllegalArgumentException likewise
     */
    abstract @Nullable Object value(JsonNode json);

    /** The value to bind of a key's text in a topic; throws as {@link #value}. */
    Object keyValue(String text) {
        return text;
    }

    /**
     * Of a column's type.
     *
     * @param dataType as {@code information_schema.columns.data_type} names it
     * @return null if values of this type are not mirrored
     */
    static @Nullable ColumnKind of(String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year", "bit" -> INTEGER;
            case "float" -> FLOAT;
            case "double" -> DOUBLE;
            case "decimal", "date", "time", "enum", "uuid", "inet4", "inet6" -> TEXT;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TEXT;
            case "datetime", "timestamp" -> MOMENT;
            case "set" -> SET;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "json" -> JSON;
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring" -> GEOMETRY;
            case "multipolygon", "geometrycollection", "geomcollection" -> GEOMETRY;
            case "vector" -> VECTOR;
            default -> null;
        };
    }
}
