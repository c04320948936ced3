package dev.rowcast.bench.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.bench.rig.Publish;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals(3);

    @Test
    void countsEachRowOnce() {
        see("orders/state/2", "{\"quantity\":0}", 10);
        see("orders/state/1", "{\"quantity\":0}", 20);
        see("orders/state/2", "{\"quantity\":5}", 30);
        assertThat(arrivals.rows()).isEqualTo(2);
        assertThat(arrivals.isComplete()).isFalse();

        see("orders/state/3", "{\"quantity\":7}", 40);
        see("orders/state/1", "{\"quantity\":0}", 50);

        assertThat(arrivals.isComplete()).isTrue();
        assertThat(arrivals.firstAt()).isEqualTo(10);
        assertThat(arrivals.lastAt()).isEqualTo(40);
    }

    @Test
    void knowsTheLastQuantityOfEachRow() {
        see("orders/state/2", "{\"quantity\":9}", 10);
        see("orders/state/2", "{\"quantity\":5}", 20);
        see("orders/state/1", "{\"quantity\":0}", 30);

        assertThat(arrivals.quantity(2)).isEqualTo(5);
        assertThat(arrivals.quantity(1)).isZero();
        assertThat(arrivals.changed()).isEqualTo(1);
    }

    @Test
    void passesOverWhatIsNoRow() {
        see("orders/state/rowcast", "", 10);

        assertThat(arrivals.rows()).isZero();
        assertThat(arrivals.firstAt()).isZero();
    }

    private void see(String topic, String payload, long nanoTime) {
        byte[] buffer = (topic + payload).getBytes(UTF_8);
        arrivals.see(new Publish(buffer, 0, topic.length(), topic.length(), buffer.length), nanoTime);
    }
}
