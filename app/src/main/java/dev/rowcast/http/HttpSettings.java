package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * How the web server listens and what it allows.
 *
 * @param bind the address or name to listen on
 * @param port the port; 0: the system picks one
 * @param writeApi whether orders can be created, changed and deleted
 * @param hostNames further names under which browsers reach the server, as behind a proxy; without port
 * @param page what the page is told
 */
public record HttpSettings(String bind, int port, boolean writeApi, Set<String> hostNames, PageSettings page) {
    public HttpSettings {
        requireNonNull(bind, "bind is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is not from 0 to 65535: " + port);
        }
        hostNames = Set.copyOf(hostNames);
        requireNonNull(page, "page is null");
    }
}
