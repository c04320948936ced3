package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the web server listens and what it allows.
 *
 * @param bind the address or name to listen on
 * @param port the port; 0: the system picks one
 * @param writeApi whether orders can be created, changed and deleted
 * @param hostNames further names under which browsers reach the server, as behind a proxy; without port
 * @param token that everybody needs who wants to change something, also on loopback; null: nobody on loopback does, and
 *     elsewhere nothing can be changed
 * @param page what the page is told
 */
public record HttpSettings(
        String bind,
        int port,
        boolean writeApi,
        Set<String> hostNames,
        @Nullable AccessToken token,
        PageSettings page) {
    public HttpSettings {
        requireNonNull(bind, "bind is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is not from 0 to 65535: " + port);
        }
        hostNames = Set.copyOf(hostNames);
        requireNonNull(page, "page is null");
    }

    /** Without a token. */
    public HttpSettings(String bind, int port, boolean writeApi, Set<String> hostNames, PageSettings page) {
        this(bind, port, writeApi, hostNames, null, page);
    }
}
