package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearMatchTest {

    @ParameterizedTest
    @CsvSource({"orders,orders,0", "Orders,orders,0", "order,orders,1", "odrers,orders,1", "ordres,order,2", "'',abc,3"
    })
    void countsEdits(String one, String other, int edits) {
        assertThat(NearMatch.distance(one, other)).isEqualTo(edits);
        assertThat(NearMatch.distance(other, one)).isEqualTo(edits);
    }

    @Test
    void nearestComesFirst() {
        assertThat(NearMatch.allOf("order", List.of("customers", "ordered", "orders", "Order")))
                .containsExactly("Order", "orders");
    }

    @Test
    void nothingIsNear() {
        assertThat(NearMatch.of("order", List.of("customers"))).isEmpty();
    }
}
