package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The page and the HTTP interface.
 *
 * @param bind the address to listen on
 * @param port 0 to 65535; 0 lets the system pick
 * @param writeApi whether orders can be changed over HTTP
 * @param token that changes over HTTP need; null for none
 * @param pageLogin with which the page connects to the broker, told to everyone who opens it; null for none
 */
public record WebSettings(String bind, int port, boolean writeApi, @Nullable Secret token, @Nullable Login pageLogin) {
    public WebSettings {
        requireNonNull(bind, "bind is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is out of bounds: " + port);
        }
    }

    /** A user of the broker. */
    public record Login(String username, Secret password) {
        public Login {
            requireNonNull(username, "username is null");
            requireNonNull(password, "password is null");
        }
    }
}
