package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a constant in SQL of the bytes that the server has sent for a value. Nothing but digits, signs and hexadecimal
 * numbers gets into it, whatever the bytes are.
 */
@FunctionalInterface
interface KeyLiteral {
    Pattern WHOLE = Pattern.compile("-?\\d{1,20}");
    Pattern LABEL_NUMBER = Pattern.compile("\\d{1,5}");
    Pattern DECIMAL = Pattern.compile("-?\\d{1,65}(\\.\\d{1,38})?");
    Pattern FLOATING = Pattern.compile("-?\\d{1,350}(\\.\\d{1,350})?(e[+-]?\\d{1,3})?");
    Pattern DATE = Pattern.compile("\\d{4}-(0\\d|1[0-2])-([0-2]\\d|3[01])");
    Pattern TIME = Pattern.compile("-?\\d{2,3}:[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?");
    Pattern DATE_AND_TIME =
            Pattern.compile("\\d{4}-(0\\d|1[0-2])-([0-2]\\d|3[01]) ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?");
    /** Far longer than any key that a server takes. */
    int MAX_BYTES = 16 << 10;

    /** The constant; empty if no value has these bytes. */
    Optional<String> of(byte[] bytes);

    /** Digits, perhaps with zeros ahead of them. */
    static KeyLiteral whole() {
        return bytes -> matching(WHOLE, bytes).map(text -> new BigInteger(text).toString());
    }

    /** The number of an ENUM's label. */
    static KeyLiteral labelNumber() {
        return bytes -> matching(LABEL_NUMBER, bytes);
    }

    static KeyLiteral decimal() {
        return bytes -> matching(DECIMAL, bytes);
    }

    /** With an exponent, or the server takes it for a DECIMAL. */
    static KeyLiteral floating() {
        return bytes -> matching(FLOATING, bytes).map(text -> text.contains("e") ? text : text + "e0");
    }

    /** An unsigned number, highest byte first. */
    static KeyLiteral bits() {
        return bytes -> bytes.length == 0 || bytes.length > Long.BYTES
                ? Optional.empty()
                : Optional.of(new BigInteger(1, bytes).toString());
    }

    /** The text as the server prints it, which has to be of this form. */
    static KeyLiteral printed(Pattern form) {
        return bytes -> matching(form, bytes).map(text -> "'" + text + "'");
    }

    static KeyLiteral bytes() {
        return bytes -> bytes.length > MAX_BYTES
                ? Optional.empty()
                : Optional.of("x'" + HexFormat.of().formatHex(bytes) + "'");
    }

    /** Characters, compared as the column they are compared with says. */
    static KeyLiteral characters(String charset) {
        return bytes -> bytes().of(bytes).map(literal -> "_" + charset + " " + literal);
    }

    /** MariaDB's UUID, INET6 and INET4; as a text some UUIDs are refused that a column can hold. */
    static KeyLiteral address(String type) {
        return bytes -> bytes.length == AddressCells.width(type)
                ? bytes().of(bytes).map(literal -> "CAST(" + literal + " AS " + type + ")")
                : Optional.empty();
    }

    private static Optional<String> matching(Pattern form, byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        return form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
