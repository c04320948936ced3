package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

/**
 * How a connection to the database is protected.
 *
 * @param cipher the TLS version and cipher suite, as the server words them; empty for plain text
 * @param mode {@code MYSQL_SSL_MODE}
 * @param asked whether that asks for TLS at all
 * @param local whether the connection stays on this machine
 */
public record Encryption(String cipher, String mode, boolean asked, boolean local) {
    public Encryption {
        requireNonNull(cipher, "cipher is null");
        requireNonNull(mode, "mode is null");
    }

    /** Judges it. */
    public Finding judged() {
        String needed = "what MYSQL_SSL_MODE=" + mode + " asks for, and TLS where others may listen";
        if (!cipher.isEmpty()) {
            return Finding.ok(Check.TLS, cipher, needed);
        }
        String plain = "plain text" + (local ? ", which stays on this machine" : "");
        return local || !asked
                ? Finding.ok(Check.TLS, plain, needed)
                : new Finding(
                        Check.TLS,
                        Severity.WARNING,
                        plain + ", for the server offers no TLS",
                        needed,
                        "give the server a certificate (ssl_cert, ssl_key), or say MYSQL_SSL_MODE=disabled if the network"
                                + " is trusted");
    }
}
