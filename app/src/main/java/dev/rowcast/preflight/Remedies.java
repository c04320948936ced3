package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;

/** Words remedies as the server's flavour takes them: MySQL persists variables by itself, MariaDB needs its file. */
record Remedies(ServerIdentity server) {
    Remedies {
        requireNonNull(server, "server is null");
    }

    /** For a variable that can be set while the server runs. Open sessions keep the former value. */
    String variable(String name, String value) {
        return switch (server.flavour()) {
            case MYSQL -> "SET PERSIST " + name + " = '" + value + "'";
            case MARIADB ->
                "SET GLOBAL " + name + " = '" + value + "', and in my.cnf, section [mariadb], " + name + " = " + value;
        };
    }

    /** For variables that are read when the server starts. */
    String file(String lines) {
        String section =
                switch (server.flavour()) {
                    case MYSQL -> "[mysqld]";
                    case MARIADB -> "[mariadb]";
                };
        return "in my.cnf, section " + section + ", " + lines + ", and restart the server";
    }

    String grantOnServer(String privileges) {
        return "GRANT " + privileges + " ON *.* TO " + account();
    }

    String grantOn(String database, String privileges) {
        return "GRANT " + privileges + " ON " + quoted(database) + ".* TO " + account();
    }

    /** The account as statements name it; its host may be a pattern, its user may hold an at sign. */
    String account() {
        String account = server.account();
        int at = account.lastIndexOf('@');
        return at < 0 ? text(account) : text(account.substring(0, at)) + "@" + text(account.substring(at + 1));
    }

    static String quoted(TableId table) {
        return quoted(table.schema()) + "." + quoted(table.table());
    }

    static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
