package dev.rowcast.examples.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnTest {
    private static Column column(String type) {
        return new Column("c", Objects.requireNonNull(ColumnKind.of(type)), false);
    }

    private static @Nullable Object value(String type, String json) throws MisfitException {
        return column(type).value(Changes.row("{\"c\":" + json + "}").path("c"));
    }

    @Test
    void numbersKeepEveryDigit() throws Exception {
        assertThat(value("bigint", "18446744073709551615")).isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(value("decimal", "\"19.90\"")).isEqualTo("19.90");
        assertThat(value("double", "1.7976931348623157E308")).isEqualTo("1.7976931348623157E+308");
    }

    @Test
    void aFloatIsTheNumberThatItIs() throws Exception {
        assertThat(value("float", "-3.4028235E38")).isEqualTo("-3.4028234663852886E38");
        assertThat(value("float", "0.1")).isEqualTo("0.10000000149011612");
    }

    @Test
    void bitsAreNumbers() throws Exception {
        assertThat(value("bit", "true")).isEqualTo(BigDecimal.ONE);
        assertThat(value("bit", "18446744073709551615")).isEqualTo(new BigDecimal("18446744073709551615"));
    }

    @Test
    void momentsTakeTheFormOfTheServer() throws Exception {
        assertThat(value("timestamp", "\"2026-11-20T09:12:00.123Z\"")).isEqualTo("2026-11-20 09:12:00.123");
        assertThat(value("datetime", "\"0000-00-00T00:00:00\"")).isEqualTo("0000-00-00 00:00:00");
        assertThat(value("time", "\"-838:59:59.5\"")).isEqualTo("-838:59:59.5");
    }

    @Test
    void bytesAndLabelsAndDocuments() throws Exception {
        assertThat(value("varbinary", "\"AP8=\"")).isEqualTo(new byte[] {0, (byte) 0xff});
        assertThat(value("set", "[\"a\",\"b\"]")).isEqualTo("a,b");
        assertThat(value("json", "{\"a\":[1.10,null]}")).isEqualTo("{\"a\":[1.10,null]}");
        assertThat(value("vector", "[1]")).isEqualTo(new byte[] {0, 0, (byte) 0x80, 0x3f});
        assertThat(value("point", "{\"srid\":1,\"wkb\":\"AQ==\"}")).isEqualTo(new byte[] {1, 0, 0, 0, 1});
        assertThat(value("json", "null")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int|\"7\"",
                "int|1.5",
                "decimal|19.90",
                "varchar|7",
                "timestamp|7",
                "set|\"a\"",
                "varbinary|\"***\"",
                "point|[]",
                "vector|\"\"",
                "double|\"1\""
            })
    void whatIsNoValueOfTheColumnIsRefusedByName(String type, String json) {
        assertThatThrownBy(() -> value(type, json))
                .isInstanceOf(MisfitException.class)
                .hasMessageContaining("column c takes no " + json);
    }

    @Test
    void keysAreReadFromTopics() throws Exception {
        assertThat(column("bigint").keyValue("7")).isEqualTo(new BigDecimal("7"));
        assertThat(column("bit").keyValue("true")).isEqualTo(BigDecimal.ONE);
        assertThat(column("binary").keyValue("AP8=")).isEqualTo(new byte[] {0, (byte) 0xff});
        assertThat(column("timestamp").keyValue("2026-11-20T09:12:00Z")).isEqualTo("2026-11-20 09:12:00");
        assertThatThrownBy(() -> column("int").keyValue("x")).isInstanceOf(MisfitException.class);
    }
}
