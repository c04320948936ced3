package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.DeliveryWindow.Answer;
import org.junit.jupiter.api.Test;

final class DeliveryWindowTest {
    private final DeliveryWindow window = new DeliveryWindow(2);

    @Test
    void isFullUntilSomethingIsAcknowledged() {
        int first = window.take(false);
        window.take(false);
        assertThat(window.isFull()).isTrue();
        window.acknowledged(first);
        assertThat(window.isFull()).isFalse();
        assertThat(window.acknowledgements()).isEqualTo(1);
    }

    @Test
    void exactlyOnceTakesAllFourPackets() {
        int id = window.take(true);
        window.acknowledged(id);
        window.completed(id);
        assertThat(window.isEmpty()).isFalse();
        assertThat(window.received(id, false)).isEqualTo(Answer.PUBREL);
        assertThat(window.received(id, false))
                .as("the client has not got our PUBREL")
                .isEqualTo(Answer.PUBREL);
        assertThat(window.isEmpty()).isFalse();
        window.completed(id);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void aRefusalEndsTheExchange() {
        int id = window.take(true);
        assertThat(window.received(id, true)).isEqualTo(Answer.NONE);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void packetIdsGoRoundAndPassOverThoseInUse() {
        int held = window.take(false);
        for (int i = 2; i <= 65_535; i++) {
            int id = window.take(false);
            assertThat(id).isEqualTo(i);
            window.acknowledged(id);
        }
        assertThat(held).isEqualTo(1);
        assertThat(window.take(false)).isEqualTo(2);
    }
}
