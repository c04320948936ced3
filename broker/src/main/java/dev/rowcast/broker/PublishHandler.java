package dev.rowcast.broker;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes what the client publishes, all of which has been let through, and acknowledges it in its order. One per channel, on its
 * event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of writes: when they fail, the channel is gone
final class PublishHandler extends ChannelInboundHandlerAdapter {
    private final Peer peer;
    private final Intake intake;

    /** What is to be acknowledged, as it came. */
    private final Queue<Pending> pending = new ArrayDeque<>();

    private final AtomicBoolean answerComes = new AtomicBoolean();

    PublishHandler(Peer peer, Intake intake) {
        this.peer = peer;
        this.intake = intake;
    }

    private record Pending(MqttMessageType answer, int packetId, Receipt receipt) {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttPublishMessage message) {
            publish(ctx, message);
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    private void publish(ChannelHandlerContext ctx, MqttPublishMessage message) {
        MqttQoS qos = message.fixedHeader().qosLevel();
        try {
            if (qos == MqttQoS.AT_MOST_ONCE) {
                intake.publish(message, !peer.isPublisher(), ctx.channel(), Receipt.NONE);
            } else {
                Receipt receipt = new Receipt(() -> answerSoon(ctx));
                MqttMessageType answer = qos == MqttQoS.AT_LEAST_ONCE ? MqttMessageType.PUBACK : MqttMessageType.PUBREC;
                pending.add(new Pending(answer, message.variableHeader().packetId(), receipt));
                intake.publish(message, !peer.isPublisher(), ctx.channel(), receipt);
                receipt.done();
            }
        } finally {
            message.release();
        }
    }

    /** Any thread. */
    private void answerSoon(ChannelHandlerContext ctx) {
        if (answerComes.compareAndSet(false, true)) {
            EventExecutor loop = ctx.executor();
            if (!loop.isShuttingDown()) {
                loop.execute(() -> answer(ctx));
            }
        }
    }

    private void answer(ChannelHandlerContext ctx) {
        answerComes.set(false);
        boolean answered = false;
        for (Pending next = pending.peek(); next != null && next.receipt().isComplete(); next = pending.peek()) {
            pending.remove();
            ctx.write(Packets.reply(next.answer(), next.packetId(), (byte) 0, peer.isVersion5()));
            answered = true;
        }
        if (answered) {
            ctx.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pending.clear();
        ctx.fireChannelInactive();
    }
}
