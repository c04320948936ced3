package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import dev.rowcast.selection.SelectionRules;

/**
 * What the settings ask of a server.
 *
 * @param rules have to fit the tables
 * @param serverId ours towards the server; 1 to 2^32 - 1
 * @param several whether the server is one of several in {@code MYSQL_HOST}
 */
public record Expectations(SelectionRules rules, long serverId, boolean several) {
    public Expectations {
        requireNonNull(rules, "rules is null");
    }
}
