package dev.rowcast.pem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468) of at most 1 MiB; whatever else stands in one is passed over. */
public final class PemFile {
    private static final long SIZE_BYTES_MAX = 1 << 20;
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFile() {}

    /**
     * All certificates of a file, in its order; at least one.
     *
     * @throws UnusablePemException if the file can not be read or holds none
     */
    public static List<X509Certificate> certificates(Path file) throws UnusablePemException {
        Matcher blocks = CERTIFICATE.matcher(text(file));
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                byte[] pem = blocks.group().getBytes(ISO_8859_1);
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem)));
            }
        } catch (CertificateException e) {
            throw new UnusablePemException(file + " holds a certificate that can not be read: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new UnusablePemException(
                    file + " holds no certificate in PEM format (-----BEGIN CERTIFICATE-----)", null);
        }
        return List.copyOf(certificates);
    }

    /** The first private key of a file: PKCS #8, without a passphrase. */
    static PrivateKey privateKey(Path file) throws UnusablePemException {
        String text = text(file);
        Matcher block = KEY.matcher(text);
        if (!block.find()) {
            boolean otherKind = text.contains("PRIVATE KEY-----");
            throw new UnusablePemException(
                    file
                            + (otherKind
                                    ? " holds a key that is encrypted or not in PKCS #8; convert it with: openssl pkcs8"
                                            + " -topk8 -nocrypt -in " + file + " -out key.pem"
                                    : " holds no private key in PEM format (-----BEGIN PRIVATE KEY-----)"),
                    null);
        }
        try {
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
            return KEY_ALGORITHMS.stream()
                    .flatMap(algorithm -> privateKey(algorithm, encoded).stream())
                    .findFirst()
                    .orElseThrow(() -> new UnusablePemException(
                            file + " holds a private key that is none of RSA, EC and EdDSA", null));
        } catch (IllegalArgumentException e) {
            throw new UnusablePemException(file + " holds a private key that is no Base64", e);
        }
    }

    /** Empty if it is another algorithm's. */
    private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws UnusablePemException {
        try {
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw new UnusablePemException(file + " is larger than " + SIZE_BYTES_MAX + " bytes", null);
            }
            return Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusablePemException(file + " does not exist", e);
        } catch (UnusablePemException e) {
            throw e;
        } catch (IOException e) {
            throw new UnusablePemException(file + " can not be read: " + e, e);
        }
    }
}
