package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One kind of column: its type in SQL, where random values for it come from, and how the server's own print of a value
 * becomes the JSON that Rowcast has to publish, by other ways than Rowcast's.
 *
 * @param literal makes SQL literals
 * @param print SQL that has the server print a value, with {@code %s} for the column; its result is read as text
 * @param json what the print is in JSON
 */
record OracleColumn(String type, Supplier<String> literal, String print, Function<String, String> json) {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final Pattern JSON_TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s\"]");

    static OracleColumn number(String type, Supplier<String> literal) {
        return new OracleColumn(type, literal, "CAST(%s + 0 AS CHAR)", print -> new BigInteger(print).toString());
    }

    static OracleColumn quoted(String type, Supplier<String> literal) {
        return new OracleColumn(type, literal, "CAST(%s AS CHAR)", OracleColumn::quote);
    }

    static OracleColumn moment(String type, Supplier<String> literal, String suffix) {
        return new OracleColumn(type, literal, "CAST(%s AS CHAR)", print -> quote(print.replace(' ', 'T') + suffix));
    }

    static OracleColumn bits(int length, Supplier<String> literal) {
        return new OracleColumn(
                "BIT(" + length + ")",
                literal,
                "CAST(%s + 0 AS CHAR)",
                print -> length == 1 ? Boolean.toString(print.equals("1")) : print);
    }

    /** By way of JSON, for MySQL cuts a DOUBLE that is made CHAR after 22 characters. */
    static OracleColumn floating(String type, Supplier<String> literal) {
        return new OracleColumn(type, literal, "IF(%1$s IS NULL, NULL, JSON_ARRAY(%1$s * 1e0))", print -> {
            double number = Double.parseDouble(print.substring(1, print.length() - 1));
            return write(type.startsWith("FLOAT") ? (Object) (float) number : (Object) number);
        });
    }

    static OracleColumn characters(String type, Supplier<String> literal) {
        return new OracleColumn(
                type, literal, "HEX(CONVERT(%s USING utf8mb4))", print -> quote(new String(hex(print), UTF_8)));
    }

    static OracleColumn bytes(String type, Supplier<String> literal) {
        return new OracleColumn(
                type, literal, "HEX(%s)", print -> quote(Base64.getEncoder().encodeToString(hex(print))));
    }

    static OracleColumn labels(String type, Supplier<String> literal, List<String> labels) {
        return new OracleColumn(type, literal, "CAST(CAST(%s AS UNSIGNED) AS CHAR)", print -> {
            BigInteger members = new BigInteger(print);
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                if (members.testBit(i)) {
                    chosen.add(labels.get(i));
                }
            }
            return write(chosen);
        });
    }

    static OracleColumn geometry(String type, Supplier<String> literal, String wkb) {
        return new OracleColumn(type, literal, "CONCAT(ST_SRID(%1$s), ' ', HEX(" + wkb + "))", print -> {
            String[] parts = print.split(" ", -1);
            String encoded = Base64.getEncoder().encodeToString(hex(parts[1]));
            return "{\"srid\":" + parts[0] + ",\"wkb\":\"" + encoded + "\"}";
        });
    }

    static OracleColumn vector(String type, Supplier<String> literal) {
        return new OracleColumn(type, literal, "HEX(%s)", print -> {
            ByteBuffer numbers = ByteBuffer.wrap(hex(print)).order(ByteOrder.LITTLE_ENDIAN);
            List<Float> list = new ArrayList<>();
            while (numbers.hasRemaining()) {
                list.add(numbers.getFloat());
            }
            return write(list);
        });
    }

    /** The server's text with its white space taken out and its escapes written the way of the other columns. */
    static OracleColumn json(Supplier<String> literal) {
        return new OracleColumn("JSON", literal, "HEX(CAST(%s AS CHAR CHARACTER SET utf8mb4))", print -> JSON_TOKEN
                .matcher(new String(hex(print), UTF_8))
                .results()
                .map(token -> token.group().startsWith("\"") ? quote(unquote(token.group())) : token.group())
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString());
    }

    static String quote(String text) {
        return write(text);
    }

    private static String unquote(String json) {
        try {
            return MAPPER.readValue(json, String.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the server prints no JSON: " + json, e);
        }
    }

    private static String write(Object value) {
        try {
            return new String(MAPPER.writeValueAsBytes(value), UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hex(String print) {
        return HexFormat.of().parseHex(print);
    }
}
