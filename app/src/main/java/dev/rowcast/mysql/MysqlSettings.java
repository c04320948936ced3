package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.selection.SelectionRules;
import dev.rowcast.selection.TableSelection;
import java.util.List;

/**
 * The server to follow and how to log in.
 *
 * @param serverId by which the server tells its binlog clients apart; 1 to 2^32 - 1, no other client or server may have it
 * @param tables to follow
 * @param rules have to fit the tables when following begins
 */
public record MysqlSettings(Login login, long serverId, TableSelection tables, SelectionRules rules) {
    private static final long MAX_SERVER_ID = 0xffff_ffffL;

    public MysqlSettings {
        requireNonNull(login, "login is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(tables, "tables is null");
        if (serverId < 1 || serverId > MAX_SERVER_ID) {
            throw new IllegalArgumentException("server id is not in 1 to " + MAX_SERVER_ID + ": " + serverId);
        }
    }

    /** All columns and rows of the tables. */
    public MysqlSettings(Login login, long serverId, List<TableId> tables) {
        this(login, serverId, TableSelection.of(tables), SelectionRules.EVERYTHING);
    }

    /** The same towards another server. */
    MysqlSettings at(Login other) {
        return new MysqlSettings(other, serverId, tables, rules);
    }

    /**
     * Where the server is and who asks. The password never shows in texts.
     *
     * @param host a host name or an IP address; an IPv6 address without brackets
     */
    public record Login(String host, int port, String user, String password, TlsSettings tls) {
        public Login {
            requireNonNull(host, "host is null");
            requireNonNull(user, "user is null");
            requireNonNull(password, "password is null");
            requireNonNull(tls, "tls is null");
        }

        /** With TLS where the server offers it. */
        public Login(String host, int port, String user, String password) {
            this(host, port, user, password, TlsSettings.PREFERRED);
        }

        /** Host and port, for people. */
        public String address() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return user + "@" + address();
        }
    }
}
