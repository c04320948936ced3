package dev.rowcast.config;

/** How far the connections to the database are protected by TLS; the names are those of MySQL's own clients. */
public enum SslMode {
    /** Never TLS. */
    DISABLED,
    /** TLS with a server that offers it, with any certificate; plain text otherwise. */
    PREFERRED,
    /** TLS, with any certificate. */
    REQUIRED,
    /** TLS, with a certificate that a trusted CA has signed. */
    VERIFY_CA,
    /** TLS, with a certificate that a trusted CA has signed for the host that is connected to. */
    VERIFY_IDENTITY;

    /** Whether a connection may be without TLS. */
    public boolean allowsPlainText() {
        return this == DISABLED || this == PREFERRED;
    }

    /** Whether the certificate's signature is looked at. */
    public boolean verifiesCertificate() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }

    /** As it is written in the settings. */
    @Override
    public String toString() {
        return Formats.lowerCase(this);
    }
}
