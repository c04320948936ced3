package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuantityScanTest {
    @Test
    void findsTheQuantityOfARow() {
        assertThat(quantity("{\"id\":7,\"quantity\":4000000000,\"total\":\"19.90\"}"))
                .isEqualTo(4_000_000_000L);
    }

    @Test
    void findsTheQuantityAfterTheChange() {
        assertThat(quantity("{\"before\":{\"quantity\":1},\"after\":{\"quantity\":20},\"version\":\"1\"}"))
                .isEqualTo(20);
    }

    @Test
    void findsNothingWhereThereIsNoNumber() {
        assertThat(quantity("")).isEqualTo(QuantityScan.NONE);
        assertThat(quantity("{\"quantity\":null}")).isEqualTo(QuantityScan.NONE);
        assertThat(quantity("{\"id\":7}")).isEqualTo(QuantityScan.NONE);
    }

    /** With other packets around it in the buffer. */
    private static long quantity(String payload) {
        String before = "x\"quantity\":3";
        byte[] buffer = (before + payload + "\"quantity\":4").getBytes(UTF_8);
        return QuantityScan.quantity(new Publish(buffer, 0, 1, before.length(), before.length() + payload.length()));
    }
}
