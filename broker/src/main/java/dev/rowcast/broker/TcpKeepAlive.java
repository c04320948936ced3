package dev.rowcast.broker;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * Has the system notice that the other end of a quiet connection is gone, for clients without a keep alive of their own: after
 * a minute's silence it asks three times, ten seconds apart, where the platform lets us choose.
 */
final class TcpKeepAlive {
    private static final int IDLE_SECONDS = 60;
    private static final int INTERVAL_SECONDS = 10;
    private static final int PROBES = 3;

    private TcpKeepAlive() {}

    static void enable(ChannelConfig config) {
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        set(config, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(config, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(config, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    /** Netty answers with false where the platform does not know the option; the default of two hours stays then. */
    private static void set(ChannelConfig config, SocketOption<Integer> option, int value) {
        config.setOption(NioChannelOption.of(option), value);
    }
}
