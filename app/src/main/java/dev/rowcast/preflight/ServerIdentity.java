package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which server it is, and as whom it sees us.
 *
 * @param version as the server words it, {@code 9.7.0} or {@code 11.4.5-MariaDB-log}
 * @param serverId its replication id; 0 keeps replicas away
 * @param uuid MySQL's {@code server_uuid}; null on MariaDB, which has none
 * @param account the account that the server matched our login with, as {@code CURRENT_USER()} words it: {@code rowcast@%}
 */
public record ServerIdentity(Flavour flavour, String version, long serverId, @Nullable String uuid, String account) {
    public ServerIdentity {
        requireNonNull(flavour, "flavour is null");
        requireNonNull(version, "version is null");
        requireNonNull(account, "account is null");
    }
}
