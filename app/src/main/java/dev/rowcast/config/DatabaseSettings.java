package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.selection.TableSelection;

/**
 * The database server and what is watched in it.
 *
 * @param host a host name or an IP address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param schema the database of tables that were named without one
 * @param tls for every connection to the server
 */
public record DatabaseSettings(
        String host, int port, String user, Secret password, TableSelection tables, String schema, TlsSettings tls) {
    public DatabaseSettings {
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(tables, "tables is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(tls, "tls is null");
        if (!Formats.isHost(host)) {
            throw new IllegalArgumentException("not a host: " + host);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is out of bounds: " + port);
        }
    }

    /** Host and port, for people. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
