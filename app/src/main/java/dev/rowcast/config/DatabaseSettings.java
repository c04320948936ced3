package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.TableSelection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The database and what is watched in it.
 *
 * @param servers of one replication group, at least one, each once; one of them is followed at a time
 * @param schema the database of tables that were named without one
 * @param tls for every connection to the server
 */
public record DatabaseSettings(
        List<Address> servers, String user, Secret password, TableSelection tables, String schema, TlsSettings tls) {
    public DatabaseSettings {
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(tables, "tables is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(tls, "tls is null");
        servers = List.copyOf(servers);
        if (servers.isEmpty() || servers.stream().distinct().count() != servers.size()) {
            throw new IllegalArgumentException("no server, or a server twice: " + servers);
        }
    }

    /** The named table that was perhaps meant by a name of none, as {@link NearMatch#question} asks for it. */
    String nearTable(String name) {
        return NearMatch.question(
                name, tables.named().stream().map(TableId::toString).toList());
    }

    /** Where the servers are, for people. */
    public String address() {
        return servers.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    /**
     * Where a server is.
     *
     * @param host a host name or an IP address; an IPv6 address without brackets
     * @param port 1 to 65535
     */
    public record Address(String host, int port) {
        public Address {
            if (!Formats.isHost(host)) {
                throw new IllegalArgumentException("not a host: " + host);
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port is out of bounds: " + port);
            }
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
