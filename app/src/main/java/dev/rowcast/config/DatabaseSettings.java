package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import java.util.List;

/**
 * The database server and what is watched in it.
 *
 * @param host a host name or an IP address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param tables at least one, each once, in the order in which they were given
 * @param schema the database of tables that were named without one
 * @param tls for every connection to the server
 */
public record DatabaseSettings(
        String host, int port, String user, Secret password, List<TableId> tables, String schema, TlsSettings tls) {
    public DatabaseSettings {
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(tls, "tls is null");
        if (!Formats.isHost(host)) {
            throw new IllegalArgumentException("not a host: " + host);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is out of bounds: " + port);
        }
        tables = List.copyOf(tables);
        if (tables.isEmpty() || tables.stream().distinct().count() != tables.size()) {
            throw new IllegalArgumentException("no table, or a table twice: " + tables);
        }
    }

    /** Host and port, for people. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
