package dev.rowcast.broker;

import io.moquette.broker.Server;
import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptConnectionLostMessage;
import io.moquette.interception.messages.InterceptExceptionMessage;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the Last Wills in place of Moquette, which forwards a will but never retains it (its {@code
 * PostOffice.publishWill} has no counterpart to {@code manageRetain}), so that a late subscriber would still read {@code
 * online}. Wills are handed over by Netty's threads and published on Moquette's interceptor thread.
 */
final class Wills extends AbstractInterceptHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Wills.class);

    private final Server server;
    private final Intake intake;
    private final ConcurrentMap<String, Queue<Will>> due = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    Wills(Server server, Intake intake) {
        this.server = server;
        this.intake = intake;
    }

    /** A client's Last Will, as its CONNECT gave it. A will delay means nothing, for no session outlives its connection. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Will(
            String topic, byte[] payload, MqttQoS qos, boolean retained, MqttProperties properties, boolean foreign) {
        static Will of(MqttConnectMessage connect, boolean foreign) {
            MqttProperties properties = new MqttProperties();
            connect.payload().willProperties().listAll().stream()
                    .filter(property -> property.propertyId() != MqttPropertyType.WILL_DELAY_INTERVAL.value())
                    .forEach(properties::add);
            byte[] payload = connect.payload().willMessageInBytes();
            return new Will(
                    connect.payload().willTopic(),
                    payload == null ? new byte[0] : payload,
                    MqttQoS.valueOf(connect.variableHeader().willQos()),
                    connect.variableHeader().isWillRetain(),
                    properties,
                    foreign);
        }
    }

    /** To be called before Moquette learns that the connection is lost: it answers with {@link #onConnectionLost}. */
    void add(String clientId, Will will) {
        due.computeIfAbsent(clientId, id -> new ConcurrentLinkedQueue<>()).add(will);
    }

    void stop() {
        stopped = true;
    }

    /** What killed one of Moquette's session threads, each of which serves a part of the clients; null if all are well. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public String getID() {
        return "rowcast-wills";
    }

    @Override
    public Class<?>[] getInterceptedMessageTypes() {
        return new Class<?>[] {InterceptConnectionLostMessage.class, InterceptExceptionMessage.class};
    }

    /** Comes after everything that the client had published before was processed. */
    @Override
    public void onConnectionLost(InterceptConnectionLostMessage lost) {
        Queue<Will> wills = due.remove(lost.getClientID());
        if (wills != null && !stopped) {
            wills.forEach(this::publish);
        }
    }

    @Override
    public void onSessionLoopError(Throwable error) {
        failure = error;
        LOG.error("The embedded broker lost a session thread; a part of its clients is no longer served", error);
    }

    private void publish(Will will) {
        server.internalPublish(
                intake.routed(
                        MqttMessageBuilders.publish()
                                .topicName(will.topic())
                                .payload(Unpooled.wrappedBuffer(will.payload()))
                                .qos(will.qos())
                                .retained(will.retained())
                                .properties(will.properties())
                                .build(),
                        will.foreign()),
                "rowcast-wills");
    }
}
