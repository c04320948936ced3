package dev.rowcast.broker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One broker's listeners and the channels that they accept. Called by the starting thread and by Netty's. */
final class BrokerChannels {
    private static final int FLUSHES_PER_SYSCALL = 256;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration QUIET_TIME = Duration.ofMillis(100);

    private final Parts parts;
    private final Clients clients;
    private final ByteMeter meter;

    private final List<ServerChannel> listeners = new CopyOnWriteArrayList<>();
    private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable EventLoopGroup workers;

    BrokerChannels(Parts parts, Clients clients) {
        this.parts = parts;
        this.clients = clients;
        meter = new ByteMeter(parts.counters());
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
        int maxUnreadBytes = parts.settings().subscribers().maxUnreadBytes();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(maxUnreadBytes / 2, maxUnreadBytes));
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel registered) {
                workers = registered.eventLoop().parent();
                accepted.add(registered);
                registered.closeFuture().addListener(closed -> accepted.remove(registered));
                addHandlers(registered.pipeline());
            }
        });
    }

    private void addHandlers(ChannelPipeline pipeline) {
        pipeline.addFirst(new FlushConsolidationHandler(FLUSHES_PER_SYSCALL, true))
                .addFirst(new SlowSubscriberHandler(parts.backlogs()));
        Tls tls = parts.tls();
        if (tls != null) {
            pipeline.addFirst(tls.handler(pipeline.channel().alloc()));
        }
        pipeline.addFirst(meter);
        if (pipeline.get("aggregator") != null) {
            pipeline.addAfter(
                    "aggregator",
                    "originCheck",
                    new OriginCheck(parts.settings().listeners().origins()));
        }
        DeliveryHandler delivery = new DeliveryHandler(parts);
        pipeline.addAfter("encoder", "sessionGuard", new SessionGuard(clients, delivery))
                .addAfter("sessionGuard", "delivery", delivery);
    }

    /**
     * Closes all channels, then ends the event loops as soon as they have nothing left to tell, without the two seconds for
     * which Moquette would let them linger.
     */
    void stop() {
        for (ServerChannel listener : listeners) {
            listener.close().awaitUninterruptibly(STOP_TIMEOUT.toMillis());
        }
        List<ChannelFuture> closing = accepted.stream().map(Channel::close).toList();
        closing.forEach(future -> future.awaitUninterruptibly(STOP_TIMEOUT.toMillis()));
        EventLoopGroup group = workers;
        if (group != null) {
            stop(group);
        }
        listeners.forEach(listener -> stop(listener.eventLoop().parent()));
    }

    private static void stop(EventLoopGroup group) {
        group.shutdownGracefully(QUIET_TIME.toMillis(), STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(STOP_TIMEOUT.toMillis());
    }
}
