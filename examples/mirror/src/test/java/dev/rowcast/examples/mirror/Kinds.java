package dev.rowcast.examples.mirror;

/** A table with a column of each kind that MariaDB has, and rows with what is hard to carry over. */
final class Kinds {
    static final int ROWS = 4;

    static final String CREATE =
            """
            CREATE TABLE shop.kinds (
                id VARCHAR(20) NOT NULL PRIMARY KEY,
                tiny TINYINT, big BIGINT UNSIGNED, exact DECIMAL(30, 10), single FLOAT, approximate DOUBLE,
                flag BIT(1), bits BIT(64), born YEAR, day DATE, moment DATETIME(6), instant TIMESTAMP(3) NULL,
                clock TIME(1), word VARCHAR(50), latin CHAR(10) CHARACTER SET latin1, page TEXT,
                choice ENUM ('a', 'ż'), choices SET ('x', 'y', 'z'), code BINARY(4), bytes VARBINARY(20), file BLOB,
                place POINT, document JSON, device UUID, address INET6,
                doubled BIGINT UNSIGNED AS (big DIV 2) STORED
            ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4""";

    static final String INSERT =
            """
            SET SESSION sql_mode = 'ALLOW_INVALID_DATES';
            SET SESSION time_zone = '+00:00';
            INSERT INTO shop.kinds (id, tiny, big, exact, single, approximate, flag, bits, born, day, moment, instant, clock, word,
                latin, page, choice, choices, code, bytes, file, place, document, device, address) VALUES
            ('żółć', -128, 18446744073709551615, 12345678901234567890.0123456789, 0.1, 1.7976931348623157e308, b'1',
                18446744073709551615, 1901, '2026-11-20', '2026-11-20 09:12:00.123456', '2026-11-20 09:12:00.123',
                '-838:59:58.5', 'a\\'b\\\\"\\n', 'café', '🚚 ', 'ż', 'x,z', X'00FF', X'2700275C', X'DEADBEEF',
                ST_GeomFromText('POINT(19.9 50.06)', 4326), '{"a": [1.10, null]}', UUID(), '2001:db8::1'),
            ('', 127, 0, -0.0000000001, -3.4028235e38, -4.9e-324, b'0', 1, 0, '0000-00-00', '0000-00-00 00:00:00',
                '1970-01-01 00:00:01', '00:00:00', '', '', '', 'a', '', '', '', '', ST_GeomFromText('POINT(0 0)'), '[]',
                '00000000-0000-0000-0000-000000000000', '::'),
            ('a,b/c+d#%', 0, 9007199254740993, 1, 16777216, 0.1, b'0', 128, 2155, '2026-00-00', '9999-12-31 23:59:59.999999',
                '2038-01-19 03:14:07.999', '838:59:59', ' ', 'ÿ', REPEAT('x', 5000), 'a', 'x,y,z', X'20', X'0D0A', X'',
                NULL, '"text"', NULL, '1.2.3.4'),
            ('nothing', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL)""";

    private Kinds() {}
}
