package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.Connections.Admission;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
    private final Connections connections = new Connections(new ClientLimits.Connections(4, 2, Duration.ofSeconds(1)));

    @Test
    void oneAddressOfAnotherMachineGetsItsShareOnly() throws Exception {
        assertThat(connections.admit(address(1), false)).isEqualTo(Admission.FREE);
        assertThat(connections.admit(address(1), false)).isEqualTo(Admission.FREE);
        assertThat(connections.admit(address(1), false)).isEqualTo(Admission.REFUSED);
        assertThat(connections.admit(address(2), false)).isEqualTo(Admission.FREE);
        connections.release(address(1));
        assertThat(connections.admit(address(1), false)).isEqualTo(Admission.FREE);
    }

    @Test
    void pastTheLimitOnlyThisMachineIsHeard() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(connections.admit(address(i), false)).isEqualTo(Admission.FREE);
        }
        assertThat(connections.admit(address(9), false)).isEqualTo(Admission.REFUSED);
        for (int i = 0; i < 16; i++) {
            assertThat(connections.admit(address(9), true)).isEqualTo(Admission.ONLY_PUBLISHER);
        }
        assertThat(connections.admit(address(9), true)).isEqualTo(Admission.REFUSED);
    }

    private static InetAddress address(int last) throws Exception {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    }
}
