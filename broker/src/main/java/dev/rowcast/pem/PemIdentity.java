package dev.rowcast.pem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one end of a connection shows the other: a certificate that is valid today, with the key that belongs to it.
 *
 * @param chain the certificate, followed by the intermediate ones
 */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] SAMPLE = "rowcast".getBytes(US_ASCII);

    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files.
     *
     * @param certificate the chain
     * @param key PKCS #8 without a passphrase
     * @throws UnusablePemException if one can not be read, today is not within the certificate's time, or they do not belong
     *     together
     */
    public static PemIdentity read(Path certificate, Path key) throws UnusablePemException {
        PemIdentity identity = new PemIdentity(PemFile.certificates(certificate), PemFile.privateKey(key));
        requireValid(certificate, identity.certificate());
        if (!belongTogether(identity.certificate().getPublicKey(), identity.key())) {
            throw new UnusablePemException(
                    "the key in " + key + " does not belong to the certificate in " + certificate
                            + ", which must be the first one of its file",
                    null);
        }
        return identity;
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    private static void requireValid(Path file, X509Certificate certificate) throws UnusablePemException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new UnusablePemException(
                    "the certificate in " + file + " has expired on " + certificate.getNotAfter() + "; renew it", e);
        } catch (CertificateNotYetValidException e) {
            throw new UnusablePemException(
                    "the certificate in " + file + " is valid only from " + certificate.getNotBefore()
                            + "; look at this machine's clock",
                    e);
        }
    }

    /** What the key signs, the certificate must verify. */
    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        try {
            String algorithm =
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
