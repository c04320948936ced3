package dev.rowcast.broker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a connection's handlers know of its client together, and how it ends for an offence. On the channel's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // of closes and writes: when they fail, the channel is gone
final class Peer {
    private static final long FAREWELL_MILLIS = 1000;

    private final Channel channel;
    private final Offences offences;

    private String clientId = "";
    private boolean version5;
    private boolean publisher;
    private boolean accepted;
    private boolean over;
    private int decoded;
    private boolean introduced;
    private MqttReasonCodes.@Nullable Disconnect pending;

    Peer(Channel channel, Offences offences) {
        this.channel = channel;
        this.offences = offences;
    }

    /** To be called with the first CONNECT, before it is accepted. */
    void introduce(String newClientId, boolean isVersion5, boolean isPublisher) {
        introduced = true;
        clientId = newClientId;
        version5 = isVersion5;
        publisher = isPublisher;
    }

    void accept() {
        accepted = true;
        MqttReasonCodes.Disconnect reason = pending;
        if (reason != null) {
            channel.eventLoop().execute(() -> dismiss(reason));
        }
    }

    /** To be called with every packet that comes out of the decoder. */
    void decode() {
        decoded++;
    }

    /** How many packets have come out of the decoder, modulo 2³². */
    int decoded() {
        return decoded;
    }

    boolean isVersion5() {
        return version5;
    }

    /** Whether the client is the publisher, and has been accepted. */
    boolean isPublisher() {
        return publisher && accepted;
    }

    boolean isAccepted() {
        return accepted;
    }

    /** Nothing that it still sends matters. */
    boolean isOver() {
        return over;
    }

    /** Answers the CONNECT, and closes. */
    void refuse(String offence, MqttConnectReturnCode for5, MqttConnectReturnCode for3) {
        if (end("Refused a client", offence)) {
            say(MqttMessageBuilders.connAck().returnCode(version5 ? for5 : for3).build());
        }
    }

    /**
     * Tells the reason to those who can understand it, and closes. A client whose CONNECT is being answered is closed after
     * that, for which Moquette is prepared.
     */
    void offend(String offence, MqttReasonCodes.Disconnect reason) {
        if (end("Closed a client", offence)) {
            if (introduced && !accepted) {
                pending = reason;
            } else {
                dismiss(reason);
            }
        }
    }

    /** Closes at once, also a client that waits to be closed. */
    void expire(String offence) {
        end("Closed a client", offence);
        channel.close();
    }

    private void dismiss(MqttReasonCodes.Disconnect reason) {
        if (accepted && version5) {
            say(MqttMessageBuilders.disconnect().reasonCode(reason.byteValue()).build());
        } else {
            channel.close();
        }
    }

    private boolean end(String kind, String offence) {
        if (over) {
            return false;
        }
        over = true;
        offences.note(kind, "'" + clientId + "' at " + channel.remoteAddress() + ": " + offence, channel.eventLoop());
        channel.config().setAutoRead(false);
        return true;
    }

    /** The client may not be reading, so the last word gets a second. */
    private void say(Object lastWord) {
        channel.writeAndFlush(lastWord).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(() -> channel.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    }
}
