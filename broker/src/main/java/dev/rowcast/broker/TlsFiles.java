package dev.rowcast.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files that make the listeners speak TLS. They are read again when they change.
 *
 * @param certificate the server's certificate, followed by the intermediate ones
 * @param key its private key, PKCS #8 without a passphrase
 * @param clientCa certificates of the CAs that sign clients' certificates, without which only the publisher is let in; null if
 *     clients need none
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {
    public TlsFiles {
        requireNonNull(certificate, "certificate is null");
        requireNonNull(key, "key is null");
    }

    /**
     * Reads them.
     *
     * @throws UnusableTlsException if they can not be used; names the file, the cause and the fix
     */
    public void check() throws UnusableTlsException {
        TlsMaterial.read(this);
    }
}
