package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decoders of the server's character sets. Those that are not Unicode are asked of the server itself, code by code and once
 * each: the JVM's sets of the same names differ from the server's in hundreds of characters. Any thread.
 */
final class Charsets {
    /** All numbers below 65,536, on any server and without a limit on recursion. */
    private static final String NUMBERS = numbers();
    /** What the server puts where a code has no character. */
    private static final int SUBSTITUTE = '?';

    private final Connections connections;
    private final Map<String, TextDecoder> decoders = new HashMap<>();

    /** Opens a connection to the server. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    Charsets(Connections connections) {
        this.connections = connections;
    }

    /**
     * The decoder of a character set, by the server's name for it; {@code binary} stands for the labels of an ENUM or SET of
     * bytes.
     */
    synchronized TextDecoder decoder(String charset) throws SQLException {
        TextDecoder known = decoders.get(charset);
        if (known == null) {
            TextDecoder unicode = unicode(charset);
            known = unicode == null ? load(charset) : unicode;
            decoders.put(charset, known);
        }
        return known;
    }

    private static @Nullable TextDecoder unicode(String charset) {
        return switch (charset) {
            case "utf8mb4", "utf8mb3", "utf8", "binary" -> TextDecoder.UTF8;
            case "ascii" -> TextDecoder.of(US_ASCII);
            case "ucs2", "utf16" -> TextDecoder.of(StandardCharsets.UTF_16BE);
            case "utf16le" -> TextDecoder.of(StandardCharsets.UTF_16LE);
            case "utf32" -> TextDecoder.of(Charset.forName("UTF-32BE"));
            default -> null;
        };
    }

    private CodeTable load(String charset) throws SQLException {
        CodeTable.Builder table = new CodeTable.Builder();
        try (Connection connection = connections.open()) {
            String longest = Jdbc.value(
                    connection,
                    "SELECT MAXLEN FROM information_schema.CHARACTER_SETS WHERE CHARACTER_SET_NAME = ?",
                    charset);
            if (longest == null) {
                throw new UndecodableException("has the unknown character set " + charset);
            }
            Loader loader = new Loader(connection, charset, table);
            loader.load(1, "n", "n < 256");
            if (Integer.parseInt(longest) >= 2) {
                loader.load(2, "n", "n >= 0x8000");
            }
            switch (Integer.parseInt(longest)) {
                // EUC for Japanese: all codes of three bytes begin with the same.
                case 3 -> loader.load(3, "n + 0x8f0000", "n >= 0x8000");
                case 4 -> loader.load(4, Gb18030.NTH_CODE, "n < " + Gb18030.BASIC_PLANE_CODES);
                default -> {
                    // No longer ones.
                }
            }
        }
        return table.build(charset);
    }

    private record Loader(Connection connection, String charset, CodeTable.Builder table) {

        /** @param code SQL that makes the code out of {@code n}, for all {@code n} that the condition lets through */
        void load(int width, String code, String condition) throws SQLException {
            String sql = "SELECT code, HEX(CONVERT(CHAR(code USING " + charset + ") USING utf32)) FROM (SELECT " + code
                    + " AS code FROM " + NUMBERS + " WHERE " + condition + ") AS codes";
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    add((int) rows.getLong(1), width, rows.getString(2));
                }
            }
        }

        private void add(int code, int width, @Nullable String utf32) {
            // Another length: the server has read the bytes as several characters, or as none.
            if (utf32 == null || utf32.length() != 8) {
                return;
            }
            int character = Integer.parseInt(utf32, 16);
            boolean substituted = character == SUBSTITUTE && code != SUBSTITUTE;
            boolean follows = width > 1 && table.has(code >>> (8 * (width - 1)));
            if (!substituted && !follows) {
                table.add(code, width, character);
            }
        }
    }

    private static String numbers() {
        String digits = IntStream.range(0, 16)
                .mapToObj(digit -> "SELECT " + digit + " AS d")
                .collect(Collectors.joining(" UNION ALL ", "(", ")"));
        return "(SELECT a.d * 4096 + b.d * 256 + c.d * 16 + e.d AS n FROM " + digits + " AS a, " + digits + " AS b, "
                + digits + " AS c, " + digits + " AS e) AS numbers";
    }
}
