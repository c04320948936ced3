package dev.rowcast.broker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One broker's listeners and the channels that they accept. Called by the starting thread and by Netty's. */
final class BrokerChannels {
    private static final int FLUSHES_PER_SYSCALL = 256;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final BrokerSettings settings;
    private final Clients clients;

    private final List<ServerChannel> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable EventLoopGroup workers;

    BrokerChannels(BrokerSettings settings, Clients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    void addListener(ServerChannel listener) {
        listeners.add(listener);
    }

    int listenerCount() {
        return listeners.size();
    }

    /** The port that the listener is bound to; they come in the order in which they were opened. */
    int port(int index) {
        return ((InetSocketAddress) listeners.get(index).localAddress()).getPort();
    }

    /**
     * Gives an accepted channel a deep write buffer, for Moquette drops what it sends to a channel that is not writable, and
     * puts our handlers among Moquette's, which are all there when the initializer runs.
     */
    void accept(Channel channel) {
        channel.config()
                .setWriteBufferWaterMark(
                        new WriteBufferWaterMark(settings.maxUnreadBytes() / 2, settings.maxUnreadBytes()));
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel registered) {
                workers = registered.eventLoop().parent();
                registered
                        .pipeline()
                        .addFirst(new FlushConsolidationHandler(FLUSHES_PER_SYSCALL, true))
                        .addFirst(new SlowSubscriberHandler(settings.maxUnreadBytes()))
                        .addAfter("encoder", "sessionGuard", new SessionGuard(clients));
            }
        });
    }

    /** Closes all channels without the two seconds for which Moquette would let the event loops linger. */
    void stop() {
        for (ServerChannel listener : listeners) {
            listener.close().awaitUninterruptibly(STOP_TIMEOUT.toMillis());
            stop(listener.eventLoop().parent());
        }
        EventLoopGroup group = workers;
        if (group != null) {
            stop(group);
        }
    }

    private static void stop(EventLoopGroup group) {
        group.shutdownGracefully(0, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(STOP_TIMEOUT.toMillis());
    }
}
