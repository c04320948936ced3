package dev.rowcast.examples.assistant.ask;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, where, and about what.
 *
 * @param bind the address to listen on
 * @param port 0 lets the system pick
 * @param token which clients have to give; null for none, which loopback alone allows
 * @param perMinute how many questions a client may ask, from 1
 * @param columns of orders that the model may see
 * @param model null where there is none, and questions are refused
 */
public record AskSettings(
        InetAddress bind,
        int port,
        @Nullable String token,
        int perMinute,
        List<String> columns,
        @Nullable ModelSettings model) {
    private static final int LEAST_TOKEN = 16;

    /** @throws IllegalArgumentException if anybody could ask from elsewhere, or the token can be guessed */
    public AskSettings {
        columns = List.copyOf(columns);
        if (token == null && !bind.isLoopbackAddress()) {
            throw new IllegalArgumentException("ASSISTANT_BIND is " + bind.getHostAddress()
                    + ", which others reach: set ASSISTANT_TOKEN (openssl rand -base64 24), or listen on 127.0.0.1");
        }
        if (token != null && token.length() < LEAST_TOKEN) {
            throw new IllegalArgumentException(
                    "ASSISTANT_TOKEN is shorter than " + LEAST_TOKEN + " characters: openssl rand -base64 24");
        }
    }

    /**
     * An address of this machine.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no address of this machine: give 127.0.0.1", e);
        }
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(bind, port);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "questions on " + bind.getHostAddress() + ":" + port + " to " + model;
    }
}
