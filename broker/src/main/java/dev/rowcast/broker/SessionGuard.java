package dev.rowcast.broker;

import dev.rowcast.broker.Clients.Claim;
import dev.rowcast.broker.access.Outcome;
import dev.rowcast.broker.access.Permissions;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttReasonCodes.PubAck;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind {@link PacketGuard}, which has let through only what keeps to the protocol: finds out who the client is and
 * what it may do, waits where Moquette is not ready yet, and keeps the promises that Moquette's answers make. One per channel,
 * on its event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // of closes and writes: when they fail, the channel is gone, which is seen
// elsewhere
final class SessionGuard extends ChannelDuplexHandler {
    /** Moquette's own, set right after it has noted that the client is connected. */
    private static final AttributeKey<Object> MOQUETTE_KEEP_ALIVE = AttributeKey.valueOf("keepAlive");

    private final Clients clients;
    private final DeliveryHandler delivery;
    private final Offences offences;

    private State state = State.NEW;
    private final Queue<Object> held = new ArrayDeque<>();
    private boolean version5;
    private @Nullable Permissions permissions;
    private boolean publisher;
    private boolean accepted;
    private String clientId = "";
    private @Nullable Claim claim;
    private @Nullable Will will;

    SessionGuard(Clients clients, DeliveryHandler delivery, Offences offences) {
        this.clients = clients;
        this.delivery = delivery;
        this.offences = offences;
    }

    private enum State {
        /** Nothing has come. */
        NEW,
        /** CONNECT has come; what follows is held until Moquette is ready for it. */
        CONNECTING,
        /** The broker has accepted, and what comes is handed on. */
        CONNECTED,
        /** The client said goodbye or was refused; nothing more is let through. */
        OVER
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        clients.counters().received(message);
        handle(ctx, message);
    }

    private void handle(ChannelHandlerContext ctx, Object message) {
        if (state == State.CONNECTING) {
            held.add(message);
        } else if (state == State.OVER) {
            ReferenceCountUtil.release(message);
        } else {
            read(ctx, (MqttMessage) message);
        }
    }

    private void read(ChannelHandlerContext ctx, MqttMessage message) {
        if (message instanceof MqttConnectMessage connect) {
            connect(ctx, connect);
        } else if (message instanceof MqttPublishMessage publish) {
            publish(ctx, publish);
        } else {
            if (message.fixedHeader().messageType() == MqttMessageType.DISCONNECT) {
                disconnect(message);
            }
            ctx.fireChannelRead(message);
        }
    }

    private void connect(ChannelHandlerContext ctx, MqttConnectMessage connect) {
        version5 = Packets.isVersion5(connect);
        clientId = connect.payload().clientIdentifier();
        state = State.CONNECTING;
        ctx.channel().config().setAutoRead(false);
        clients.authenticator()
                .authenticate(Packets.credentials(connect, ctx.channel()))
                .thenAcceptAsync(
                        outcome -> {
                            if (state == State.CONNECTING) {
                                decided(ctx, connect, outcome);
                            }
                        },
                        ctx.executor());
    }

    private void decided(ChannelHandlerContext ctx, MqttConnectMessage connect, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            refuse(ctx, Packets.badCredentials(version5), refused.reason());
        } else if (outcome instanceof Outcome.Accepted admitted) {
            admit(ctx, connect, admitted);
        }
    }

    private void admit(ChannelHandlerContext ctx, MqttConnectMessage connect, Outcome.Accepted admitted) {
        permissions = admitted.permissions();
        publisher = admitted.publisher();
        delivery.restrict(admitted.permissions());
        if (!admitted.publisher() && clients.wantsCertificates() && !Tls.hasClientCertificate(ctx.channel())) {
            refuse(ctx, Packets.notAuthorized(version5), "no client certificate");
            return;
        }
        if (connect.variableHeader().isWillFlag()) {
            String topic = connect.payload().willTopic();
            if (!mayPublish(topic)) {
                refuse(ctx, Packets.notAuthorized(version5), "a Last Will on '" + topic + "'");
                return;
            }
            will = Will.of(connect, !admitted.publisher());
        }
        admitted.permissions().expiresAt().ifPresent(time -> closeAt(ctx, time));
        claimId(ctx, Packets.cleanWithoutWill(connect), admitted.publisher());
    }

    private boolean mayPublish(String topic) {
        return permissions != null && permissions.mayWrite(topic);
    }

    private void closeAt(ChannelHandlerContext ctx, Instant time) {
        ctx.executor()
                .schedule(
                        () -> {
                            if (state != State.OVER) {
                                expire(ctx);
                            }
                        },
                        Math.max(0, Duration.between(Instant.now(), time).toMillis()),
                        TimeUnit.MILLISECONDS);
    }

    private void expire(ChannelHandlerContext ctx) {
        note(ctx, "Closed a client", "its token has expired");
        state = State.OVER;
        if (version5 && accepted) {
            ctx.writeAndFlush(Packets.disconnect(MqttReasonCodes.Disconnect.NOT_AUTHORIZED))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.close();
        }
    }

    /**
     * Waits for the client id's former holder to go. Moquette closes a former holder too, but then runs what that one had
     * still sent on a session without a connection, and the exception ends the thread.
     */
    private void claimId(ChannelHandlerContext ctx, MqttConnectMessage connect, boolean publisher) {
        CompletableFuture<Void> free = CompletableFuture.completedFuture(null);
        if (!clientId.isEmpty()) {
            Claim mine = clients.claim(clientId, publisher, ctx::close);
            if (mine == null) {
                refuse(ctx, Packets.badClientId(version5), "the client id of the publisher");
                return;
            }
            claim = mine;
            free = mine.formerGone();
        }
        free.thenRunAsync(
                () -> {
                    if (state == State.CONNECTING) {
                        ctx.fireChannelRead(connect);
                    }
                },
                ctx.executor());
    }

    /**
     * Lets the client go on when Moquette knows that it has accepted it: Moquette registers for that only after it has sent
     * the CONNACK, and would close a client that is faster.
     */
    private void awaitConnected(ChannelHandlerContext ctx) {
        if (state != State.CONNECTING) {
            return;
        }
        if (ctx.channel().attr(MOQUETTE_KEEP_ALIVE).get() == null) {
            ctx.executor().schedule(() -> awaitConnected(ctx), 1, TimeUnit.MILLISECONDS);
            return;
        }
        state = State.CONNECTED;
        ctx.channel().config().setAutoRead(true);
        for (Object next = held.poll(); next != null; next = held.poll()) {
            handle(ctx, next);
        }
        ctx.fireChannelReadComplete();
    }

    private void publish(ChannelHandlerContext ctx, MqttPublishMessage publish) {
        String topic = publish.variableHeader().topicName();
        if (!mayPublish(topic)) {
            refuse(ctx, publish, PubAck.NOT_AUTHORIZED, "a PUBLISH to the protected topic '" + topic + "'");
        } else if (!publisher && !clients.intake().takes(publish)) {
            refuse(ctx, publish, PubAck.QUOTA_EXCEEDED, "more to be retained than there is room for");
        } else {
            ctx.fireChannelRead(publish);
        }
    }

    /** MQTT 3 has no word for it but the end. */
    private void refuse(ChannelHandlerContext ctx, MqttPublishMessage publish, PubAck reason, String offence) {
        if (!version5) {
            offend(ctx, publish, offence);
            return;
        }
        MqttMessage refusal = Packets.refusal(publish, reason);
        ReferenceCountUtil.release(publish);
        if (refusal != null) {
            ctx.writeAndFlush(refusal);
        }
    }

    private void disconnect(MqttMessage disconnect) {
        state = State.OVER;
        boolean withWill = version5
                && disconnect.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                && header.reasonCode() != MqttReasonCodeAndPropertiesVariableHeader.REASON_CODE_OK;
        if (!withWill) {
            will = null;
        }
    }

    private void refuse(ChannelHandlerContext ctx, MqttConnectReturnCode code, String reason) {
        note(ctx, "Refused a client", reason);
        state = State.OVER;
        Packets.refuse(ctx, code);
    }

    private void note(ChannelHandlerContext ctx, String kind, String reason) {
        offences.note(kind, "'" + clientId + "' at " + ctx.channel().remoteAddress() + ": " + reason, ctx.executor());
    }

    private void offend(ChannelHandlerContext ctx, Object message, String offence) {
        ReferenceCountUtil.release(message);
        note(ctx, "Closed a client", offence);
        state = State.OVER;
        ctx.close();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof MqttConnAckMessage answer && state == State.CONNECTING) {
            accepted = answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED;
            if (accepted) {
                clients.counters().clientConnected();
                ctx.executor().execute(() -> awaitConnected(ctx));
            } else {
                state = State.OVER;
            }
            if (accepted && version5) {
                Packets.tellLimits(answer, clients.maxMessageBytes(publisher));
            }
        }
        clients.counters().sent(message);
        ctx.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.OVER;
        if (accepted) {
            clients.counters().clientGone();
        }
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        if (will != null && accepted) {
            will.publish(clients.intake());
        }
        try {
            ctx.fireChannelInactive();
        } finally {
            Claim mine = claim;
            if (mine != null) {
                ctx.pipeline().get(SessionCleanup.class).whenClean(() -> clients.release(clientId, mine));
            }
        }
    }
}
