package dev.rowcast.broker;

import dev.rowcast.broker.Connections.Admission;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One broker's listeners and the channels that they accept. Called by the starting thread and by Netty's. */
final class BrokerChannels {
    private static final int FLUSHES_PER_SYSCALL = 256;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration QUIET_TIME = Duration.ofMillis(100);

    private final Parts parts;
    private final Clients clients;
    private final ByteMeter meter;
    private final Consumer<String> endSession;
    private final SessionLoops loops = new SessionLoops();
    private final Connections connections;

    private final List<ServerChannel> listeners = new CopyOnWriteArrayList<>();
    private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable EventLoopGroup workers;

    /**
     * Makes one without listeners.
     *
     * @param endSession ends the session of a client id in Moquette
     */
    BrokerChannels(Parts parts, Clients clients, Consumer<String> endSession) {
        this.parts = parts;
        this.clients = clients;
        this.endSession = endSession;
        meter = new ByteMeter(parts.counters());
        connections = new Connections(parts.settings().clients().connections());
    }

    void addListener(ServerChannel listener) {
        listeners.add(listener);
    }

    int listenerCount() {
        return listeners.size();
    }

    SessionLoops loops() {
        return loops;
    }

    /** Where the first listener, that of plain MQTT, is bound. */
    InetSocketAddress mqttAddress() {
        return (InetSocketAddress) listeners.get(0).localAddress();
    }

    /** The port that the listener is bound to; they come in the order in which they were opened. */
    int port(int index) {
        return ((InetSocketAddress) listeners.get(index).localAddress()).getPort();
    }

    /**
     * Gives an accepted channel a deep write buffer, for Moquette drops what it sends to a channel that is not writable, and
     * puts our handlers among Moquette's, which are all there when the initializer runs. One connection too many is closed
     * before Moquette hears of it.
     */
    void accept(Channel channel) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        boolean local = address.isLoopbackAddress()
                || address.equals(((InetSocketAddress) channel.localAddress()).getAddress());
        Admission admission = connections.admit(address, local);
        if (admission == Admission.REFUSED) {
            parts.offences()
                    .note(
                            "Refused a connection, there are too many",
                            String.valueOf(address),
                            channel.parent().eventLoop());
            channel.unsafe().closeForcibly();
            return;
        }
        channel.closeFuture().addListener(closed -> connections.release(address));
        TcpKeepAlive.enable(channel.config());
        int maxUnreadBytes = parts.settings().subscribers().maxUnreadBytes();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(maxUnreadBytes / 2, maxUnreadBytes));
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel registered) {
                workers = registered.eventLoop().parent();
                accepted.add(registered);
                registered.closeFuture().addListener(closed -> accepted.remove(registered));
                removeUnused(registered.pipeline());
                addTransport(registered.pipeline());
                addLimits(registered, admission);
            }
        });
    }

    /** Moquette's log, which puts the channel's name together for each packet, and its counts, which nobody reads. */
    private static void removeUnused(ChannelPipeline pipeline) {
        pipeline.remove("bytemetrics");
        pipeline.remove("metrics");
        pipeline.remove("messageLogger");
    }

    /** What is between the socket and the MQTT codec. */
    private void addTransport(ChannelPipeline pipeline) {
        pipeline.addFirst(new FlushConsolidationHandler(FLUSHES_PER_SYSCALL, true))
                .addFirst(new SlowSubscriberHandler(parts));
        Tls tls = parts.tls();
        if (tls != null) {
            pipeline.addFirst(tls.handler(pipeline.channel().alloc()));
        }
        pipeline.addFirst(meter);
        if (pipeline.get("aggregator") != null) {
            pipeline.addAfter(
                    "aggregator",
                    "originCheck",
                    new OriginCheck(parts.settings().listeners().origins(), parts.offences()));
        }
    }

    /**
     * What is between the MQTT codec and Moquette: first what bounds the client's packets, then who it is and what it may do,
     * then what takes messages, then what delivers them. Moquette itself gets no more than CONNECT, PINGREQ and DISCONNECT.
     */
    private void addLimits(Channel channel, Admission admission) {
        ClientLimits limits = parts.settings().clients();
        Peer peer = new Peer(channel, parts.offences());
        ExactlyOnceGuard exactlyOnce = new ExactlyOnceGuard(peer);
        DeliveryHandler delivery = new DeliveryHandler(parts);
        channel.pipeline()
                .addFirst(new HandshakeDeadline(peer, limits.connections().handshake()))
                .addBefore("decoder", "packetDeadline", new PacketDeadline(peer, limits))
                .addAfter("encoder", "sessionGuard", new SessionGuard(clients, delivery, parts.offences()))
                .addAfter("sessionGuard", "exactlyOnce", exactlyOnce)
                .addAfter("exactlyOnce", "publish", new PublishHandler(peer, parts.intake()))
                .addAfter("publish", "delivery", delivery)
                .addAfter("delivery", "sentCounter", loops.new Counter())
                .addAfter("exactlyOnce", "sessionCleanup", new SessionCleanup(endSession))
                .addBefore(
                        "sessionGuard",
                        "packetPace",
                        new PacketPace(
                                peer,
                                limits.packets(),
                                message -> delivery.expects(message) || exactlyOnce.expects(message)))
                .addBefore(
                        "packetPace",
                        "packetGuard",
                        new PacketGuard(peer, limits, new ConnectRules(clients.authenticator(), limits, admission)));
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
