package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTextTest {

    /** As MySQL 9.7 prints them. */
    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "100, 100.0",
        "-0.0, -0.0",
        "1e14, 100000000000000.0",
        "1e15, 1e15",
        "1234567890123456, 1.234567890123456e15",
        "1612608583201700.5, 1612608583201700.5",
        "999999999999999, 999999999999999.0",
        "0.000015, 0.000015",
        "1e-15, 0.000000000000001",
        "1e-16, 1e-16",
        "-1.5e-16, -1.5e-16",
        "1e23, 1e23",
        "2e23, 2e23",
        "8.41e21, 8.41e21",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e308"
    })
    void doublesAreWrittenAsTheServerPrintsThem(double value, String printed) {
        assertThat(JsonText.number(value)).isEqualTo(printed);
    }

    @Property
    void doublesReadBackAsTheSame(@ForAll double value) {
        assertThat(Double.parseDouble(JsonText.number(value))).isEqualTo(value);
    }

    @Test
    void onlyWhiteSpaceIsTakenOut() {
        String printed =
                "{\"a b\": [1, 1.10, 1e5, 18446744073709551615, -0.0], \"\": {\"\\\"\\\\\\u0001 é😀\": null}, \"t\": true}";

        assertThat(JsonText.compact(printed.getBytes(UTF_8)))
                .isEqualTo(
                        "{\"a b\":[1,1.10,1e5,18446744073709551615,-0.0],\"\":{\"\\\"\\\\\\u0001 é😀\":null},\"t\":true}");
        assertThat(JsonText.compact("\"text\"".getBytes(UTF_8))).isEqualTo("\"text\"");
    }
}
