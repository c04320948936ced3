package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

final class TcpKeepAliveTest {
    @Test
    void asksAfterAMinuteOfSilence() throws Exception {
        NioSocketChannel channel = new NioSocketChannel();
        try {
            TcpKeepAlive.enable(channel.config());
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            Integer idle = channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE));
            assumeTrue(idle != null, "SKIPPED: this platform does not let us choose");
            assertThat(idle).isEqualTo(60);
        } finally {
            channel.unsafe().closeForcibly();
        }
    }
}
