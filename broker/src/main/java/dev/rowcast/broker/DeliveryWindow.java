package dev.rowcast.broker;

import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages that one client has not acknowledged yet. They are not kept to be sent again: a message is sent once per
 * connection, which TCP keeps whole, and no session outlives its connection. On the channel's event loop.
 */
final class DeliveryWindow {
    private static final int MAX_PACKET_ID = 65_535;

    /** What is waited for, by packet id. */
    private final Map<Integer, Stage> inFlight = new HashMap<>();

    private boolean version5;
    private int size;
    private int lastPacketId;
    private long acknowledgements;

    /** @param size how many may be in flight; 1 to 65535 */
    DeliveryWindow(int size) {
        this.size = size;
    }

    private enum Stage {
        PUBACK,
        PUBREC,
        PUBCOMP
    }

    /** How a client's packet is to be answered. */
    enum Answer {
        NONE,
        PUBREL,
        /** A PUBREL that says that nothing of the kind was sent. */
        PUBREL_NOT_FOUND
    }

    /**
     * What the client's CONNECT has said.
     *
     * @param mqtt5 whether it speaks MQTT 5
     * @param maxInFlight how many may be in flight; 1 to 65535
     */
    void agree(boolean mqtt5, int maxInFlight) {
        version5 = mqtt5;
        size = maxInFlight;
    }

    boolean isVersion5() {
        return version5;
    }

    boolean isFull() {
        return inFlight.size() >= size;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /**
     * Takes the next free packet id for a message that is about to be sent.
     *
     * @param exactlyOnce whether at QoS 2, else 1
     */
    int take(boolean exactlyOnce) {
        do {
            lastPacketId = lastPacketId == MAX_PACKET_ID ? 1 : lastPacketId + 1;
        } while (inFlight.containsKey(lastPacketId));
        inFlight.put(lastPacketId, exactlyOnce ? Stage.PUBREC : Stage.PUBACK);
        return lastPacketId;
    }

    /** How many packets that were waited for the client has answered with so far. */
    long acknowledgements() {
        return acknowledgements;
    }

    /** Whether the client owes us this packet. */
    boolean expects(MqttMessageType type, int packetId) {
        Stage stage = inFlight.get(packetId);
        return switch (type) {
            case PUBACK -> stage == Stage.PUBACK;
            case PUBREC -> stage == Stage.PUBREC;
            case PUBCOMP -> stage == Stage.PUBCOMP;
            default -> false;
        };
    }

    void acknowledged(int packetId) {
        moved(inFlight.remove(packetId, Stage.PUBACK));
    }

    /**
     * A client has received a message of QoS 2, or refuses it.
     *
     * @param refused whether with a reason code that ends the exchange
     */
    Answer received(int packetId, boolean refused) {
        Stage stage = inFlight.get(packetId);
        if (stage == Stage.PUBCOMP) {
            return Answer.PUBREL;
        }
        if (stage != Stage.PUBREC) {
            return Answer.PUBREL_NOT_FOUND;
        }
        moved(true);
        if (refused) {
            inFlight.remove(packetId);
            return Answer.NONE;
        }
        inFlight.put(packetId, Stage.PUBCOMP);
        return Answer.PUBREL;
    }

    void completed(int packetId) {
        moved(inFlight.remove(packetId, Stage.PUBCOMP));
    }

    private void moved(boolean expected) {
        acknowledgements += expected ? 1 : 0;
    }
}
