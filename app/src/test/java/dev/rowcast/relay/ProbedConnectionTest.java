package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProbedConnectionTest {
    private static final Duration JUST_TOLERABLE = ProbedConnection.LONGEST_SILENCE;
    private static final Duration TOO_LONG = JUST_TOLERABLE.plusNanos(1);

    private final ScriptedBroker broker = new ScriptedBroker();
    private long nanos = Long.MAX_VALUE - 1;
    private final ProbedConnection connection = new ProbedConnection(broker, () -> nanos);

    @Test
    void sendsAProbeOnceASecond() throws Exception {
        connection.prove();
        broker.returnProbe();
        pass(ProbedConnection.INTERVAL.minusNanos(1));
        connection.prove();
        assertThat(broker.probes()).isEqualTo(1);

        pass(Duration.ofNanos(1));
        connection.prove();
        assertThat(broker.probes()).isEqualTo(2);
    }

    @Test
    void waitsForOneProbeAtATime() throws Exception {
        connection.prove();
        pass(JUST_TOLERABLE);
        connection.prove();

        assertThat(broker.probes()).isEqualTo(1);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void isLostWhenAProbeDoesNotComeBack() throws Exception {
        connection.prove();
        pass(TOO_LONG);

        assertLost();
        broker.returnProbe();
        assertLost();
        connection.close();
        assertThat(broker.abandoned()).isTrue();
    }

    @Test
    void whatIsPublishedAfterTheLossFailsAtOnce() throws Exception {
        connection.prove();
        pass(TOO_LONG);
        assertLost();

        assertThat(connection.publish(message()).toCompletableFuture()).isCompletedExceptionally();
        assertThat(broker.published()).isEmpty();
    }

    @Test
    void isAliveWhileTheBrokerAcknowledgesWhatComesBeforeTheProbe() throws Exception {
        publish(3);
        connection.prove();
        for (int i = 0; i < 3; i++) {
            pass(JUST_TOLERABLE);
            broker.acknowledge(1);
            connection.prove();
        }

        pass(TOO_LONG);
        assertLost();
    }

    @Test
    void isLostWhenTheBrokerAcknowledgesWhatComesAfterTheProbeButDoesNotSendItBack() throws Exception {
        connection.prove();
        publish(1);
        pass(TOO_LONG);
        broker.acknowledge(1);

        assertLost();
    }

    @Test
    void timeWithoutAProbeOnItsWayDoesNotCount() throws Exception {
        connection.prove();
        broker.returnProbe();
        pass(Duration.ofHours(1));
        connection.prove();
        pass(JUST_TOLERABLE);
        connection.prove();
        broker.returnProbe();
        connection.prove();

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void tellsWhyTheConnectionWasLost() throws Exception {
        connection.prove();
        broker.failAll(new BrokerUnavailableException("connection reset"));

        assertThatThrownBy(connection::prove)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessage("connection reset");
    }

    @Test
    void aRefusedProbeIsForAPersonToMend() throws Exception {
        connection.prove();
        broker.failAll(new MisconfiguredException("not authorised"));

        assertThatThrownBy(connection::prove)
                .isInstanceOf(MisconfiguredException.class)
                .hasMessage("not authorised");
    }

    private void assertLost() {
        assertThatThrownBy(connection::prove)
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("does not answer");
        assertThat(connection.isOpen()).isFalse();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            connection.publish(message());
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static Message message() {
        return new Message("a", "x".getBytes(UTF_8), false, null, null);
    }
}
