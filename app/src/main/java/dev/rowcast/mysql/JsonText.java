package dev.rowcast.mysql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;

/** JSON as text without white space, its numbers digit for digit as the server prints them. */
final class JsonText {
    /** The server bounds documents by itself. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(-1)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Where the decimal point may be, counted from the first digit, without an exponent. */
    private static final int FIXED_MIN = -14;
    /** Unless there are digits behind the point. */
    private static final int FIXED_MAX = 15;

    private JsonText() {}

    /** Writes a document. */
    @FunctionalInterface
    interface DocumentWriter {
        void write(JsonGenerator out) throws IOException;
    }

    static String write(DocumentWriter writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            writer.write(out);
        } catch (IOException e) {
            throw new CorruptEventException("a JSON value can not be written: " + e.getMessage());
        }
        return text.toString();
    }

    /** The document without its white space. */
    static String compact(byte[] utf8) {
        return write(out -> {
            try (JsonParser parser = JSON.createParser(utf8)) {
                while (parser.nextToken() != null) {
                    if (parser.currentToken().isNumeric()) {
                        out.writeNumber(parser.getText());
                    } else if (parser.currentToken() == JsonToken.FIELD_NAME) {
                        out.writeFieldName(parser.currentName());
                    } else {
                        out.copyCurrentEvent(parser);
                    }
                }
            }
        });
    }

    /**
     * A double as the server prints it in JSON: the shortest digits that read back as the same number, with a point or an
     * exponent. Rules: MySQL's strings/dtoa.cc, my_gcvt.
     */
    static String number(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int pointAt = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (pointAt < FIXED_MIN || (pointAt > FIXED_MAX && digits.length() <= pointAt)) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return sign + digits.charAt(0) + fraction + "e" + (pointAt - 1);
        }
        String plain = shortest.toPlainString();
        return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
    }

    /** Jackson's writer never gives fewer than two digits, though one may do. */
    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            BigDecimal rounded = shortest.round(new MathContext(1));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return shortest;
    }
}
