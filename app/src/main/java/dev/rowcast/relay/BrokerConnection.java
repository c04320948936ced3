package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One connection to a broker, used by the relay's thread alone. It never reconnects by itself: once it is lost, everything
 * on it fails, and the relay opens a new one.
 */
public interface BrokerConnection extends AutoCloseable {
    /** The largest packet of MQTT: five bytes of header, and a remaining length of 2^28 - 1 (MQTT 5, 1.5.5). */
    int MOST_PACKET_BYTES = 268_435_460;

    /**
     * Hands a message over without waiting; the order of calls is the order of publication among messages that are {@linkplain
     * Message.Delivery#orderedWith ordered with} the same, and among those about no row.
     *
     * @return completes, on any thread, when the broker has acknowledged the message; fails with {@link
     *     BrokerUnavailableException} when the connection was lost first, with {@link MisconfiguredException} when the
     *     broker refused the message
     */
    CompletionStage<Void> publish(Message message);

    /**
     * Sends a small message through the broker to this connection itself.
     *
     * @return completes, on any thread, when the broker has sent it back, which an acknowledgement alone does not; fails as
     *     {@link #publish} does. If another follows first, it may never complete
     */
    CompletionStage<Void> probe();

    /**
     * Delivers every retained message that matches the filter and returns when all have been delivered.
     *
     * @param filter an MQTT topic filter
     * @param action called on the calling thread, once for each message, with a payload that is not empty
     */
    void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException;

    /** The largest packet that the broker says it takes, in bytes; {@link #MOST_PACKET_BYTES} if it does not say. */
    int maxPacketBytes();

    /** Whether the connection still stands, as far as is known. Any thread. */
    boolean isOpen();

    /**
     * Ends a connection on which the broker does not answer; if it still hears us, it sends the Last Will. Waits a bounded
     * time. Never throws.
     */
    void abandon();

    /** Says goodbye in good order, so that the Last Will is not sent; waits a bounded time. Never throws. */
    @Override
    void close();
}
