package dev.rowcast.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import org.jspecify.annotations.Nullable;

/** Takes what is published: keeps what is to be retained, and has it brought to those who subscribe. Any thread. */
final class Intake {
    private final RetainedStore store;
    private final Router router;
    private volatile boolean stopped;

    Intake(RetainedStore store, Router router) {
        this.store = store;
        this.router = router;
    }

    /** Whether what somebody else than the publisher wants to be retained can be. */
    boolean takes(MqttPublishMessage message) {
        return !message.fixedHeader().isRetain() || store.hasRoomFor(message);
    }

    /** Publishes a message that nobody waits to see acknowledged: the broker's own, or a Last Will. */
    void publish(MqttPublishMessage message, boolean foreign) {
        publish(message, foreign, null, Receipt.NONE);
    }

    /**
     * Publishes a message, if this was not stopped.
     *
     * @param message stays the caller's, and is not to be changed any more
     * @param foreign whether somebody else than the publisher has sent it; where there is no room for it, it is not retained
     * @param source the connection that it came by; null for the broker's own
     * @param receipt is told of all whom it goes to
     */
    void publish(MqttPublishMessage message, boolean foreign, @Nullable Channel source, Receipt receipt) {
        if (stopped) {
            return;
        }
        boolean retained = message.fixedHeader().isRetain() && (!foreign || store.hasRoomFor(message));
        long sequence = retained ? store.put(message, foreign) : 0;
        router.publish(new Publication(message, sequence, source), receipt);
    }

    /** Takes nothing any more, Last Wills of those who are connected among it. */
    void stop() {
        stopped = true;
    }
}
