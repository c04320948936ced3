package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.testing.TestingFlavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every character that any character set of the server has. */
final class CharactersIT {
    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void everyCharacterOfEverySetReadsAsTheServerPrintsIt(TestingFlavour flavour) throws Exception {
        List<String> charsets = charsets(flavour);
        String columns = charsets.stream()
                .map(charset -> ", c_" + charset + " LONGTEXT CHARACTER SET " + charset)
                .collect(Collectors.joining());
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY" + columns)) {
            Position before = table.position();
            table.execute("SET @all = " + RandomValues.literal(characters()), insert(charsets));

            String streamed = WatchedTable.json(table.changes(before, 1).get(0).after());

            assertThat(table.snapshot()).containsExactly(streamed);
            assertThat(streamed).hasSizeGreaterThan(charsets.size() * 63_000);
            for (String charset : charsets) {
                assertThat(streamed.contains("\"c_" + charset + "\":" + printed(table, charset)))
                        .as(charset)
                        .isTrue();
            }
        }
    }

    private static List<String> charsets(TestingFlavour flavour) throws SQLException {
        List<String> charsets = new ArrayList<>();
        try (Connection connection = flavour.shared().rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT CHARACTER_SET_NAME FROM information_schema.CHARACTER_SETS"
                                + " WHERE CHARACTER_SET_NAME <> 'binary' ORDER BY 1")) {
            while (rows.next()) {
                charsets.add(rows.getString(1));
            }
        }
        return charsets;
    }

    /** What a set lacks becomes a question mark on the way in. */
    private static String insert(List<String> charsets) {
        return charsets.stream()
                .map(charset -> ", CONVERT(@all USING " + charset + ")")
                .collect(Collectors.joining("", "INSERT INTO %s VALUES (1", ")"));
    }

    /** The basic plane, and some of the others. */
    private static String characters() {
        return IntStream.concat(
                        IntStream.range(1, 0x10000).filter(character -> !Character.isSurrogate((char) character)),
                        IntStream.of(0x10000, 0x1F600, 0x1F6B2, 0x20000, 0x2070E, 0xE0001, 0x10FFFF))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String printed(WatchedTable table, String charset) throws SQLException {
        try (Connection connection = table.database().rootConnection()) {
            String hex =
                    Jdbc.value(connection, "SELECT HEX(CONVERT(c_" + charset + " USING utf8mb4)) FROM " + table.id());
            return OracleColumn.quote(new String(HexFormat.of().parseHex(String.valueOf(hex)), UTF_8));
        }
    }
}
