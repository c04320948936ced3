package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

/**
 * The page and the HTTP interface.
 *
 * @param bind the address to listen on
 * @param port 0 to 65535; 0 lets the system pick
 * @param writeApi whether orders can be changed over HTTP
 */
public record WebSettings(String bind, int port, boolean writeApi) {
    public WebSettings {
        requireNonNull(bind, "bind is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is out of bounds: " + port);
        }
    }
}
