package dev.rowcast.followers;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.MessageToMessageEncoder;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A light MQTT client over WebSocket that follows one topic at QoS 1, on the given event loops. */
@SuppressWarnings("FutureReturnValueIgnored") // of writes and closes: a connection that fails is seen by its end
public final class Follower extends SimpleChannelInboundHandler<MqttMessage> {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final int KEEP_ALIVE_SECONDS = 600;

    private final String topic;
    private final Runnable arrived;
    private final CompletableFuture<Void> served = new CompletableFuture<>();

    private Follower(String topic, Runnable arrived) {
        this.topic = topic;
        this.arrived = arrived;
    }

    /**
     * Connects and subscribes.
     *
     * @param arrived is called for every message but the retained one, on an event loop
     * @return completes when the retained message has come
     */
    public static CompletableFuture<Void> follow(EventLoopGroup loops, URI url, String topic, Runnable arrived) {
        Follower follower = new Follower(topic, arrived);
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(8192))
                                .addLast(new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                                        .webSocketUri(url)
                                        .subprotocol("mqtt")
                                        .version(WebSocketVersion.V13)
                                        .customHeaders(new DefaultHttpHeaders())
                                        .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                                        .build()))
                                .addLast(new FromFrames(), new ToFrames())
                                .addLast(new MqttDecoder(MAX_MESSAGE_BYTES), MqttEncoder.INSTANCE, follower);
                    }
                })
                .connect(url.getHost(), url.getPort())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        follower.served.completeExceptionally(connected.cause());
                    }
                });
        return follower.served;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            send(
                    ctx.channel(),
                    MqttMessageBuilders.connect()
                            .protocolVersion(MqttVersion.MQTT_3_1_1)
                            .clientId("")
                            .cleanSession(true)
                            .keepAlive(KEEP_ALIVE_SECONDS)
                            .build());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
        MqttMessageType type = message.fixedHeader().messageType();
        if (type == MqttMessageType.CONNACK) {
            send(
                    ctx.channel(),
                    MqttMessageBuilders.subscribe()
                            .addSubscription(MqttQoS.AT_LEAST_ONCE, topic)
                            .messageId(1)
                            .build());
        } else if (message instanceof MqttPublishMessage publish) {
            if (publish.fixedHeader().isRetain()) {
                served.complete(null);
            } else {
                arrived.run();
            }
            send(
                    ctx.channel(),
                    MqttMessageBuilders.pubAck()
                            .packetId(publish.variableHeader().packetId())
                            .build());
        }
    }

    private static void send(Channel channel, MqttMessage message) {
        channel.writeAndFlush(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        served.completeExceptionally(new IllegalStateException("closed by the broker"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        served.completeExceptionally(cause);
        ctx.close();
    }

    private static final class FromFrames extends MessageToMessageDecoder<BinaryWebSocketFrame> {
        @Override
        protected void decode(ChannelHandlerContext ctx, BinaryWebSocketFrame frame, List<Object> out) {
            out.add(frame.content().retain());
        }
    }

    private static final class ToFrames extends MessageToMessageEncoder<ByteBuf> {
        @Override
        protected void encode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) {
            out.add(new BinaryWebSocketFrame(bytes.retain()));
        }
    }
}
