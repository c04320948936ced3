package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What was read of the {@link TlsFiles}, and found to be good: certificate and key belong together, today is within the
 * certificate's time.
 *
 * @param context for TLS 1.2 and 1.3
 * @param certificate the server's own
 */
record TlsMaterial(SslContext context, X509Certificate certificate) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    static TlsMaterial read(TlsFiles files) throws UnusableTlsException {
        List<X509Certificate> chain = certificates(files.certificate());
        X509Certificate own = chain.get(0);
        requireValid(files.certificate(), own);
        PrivateKey key = key(files.key());
        requireMatch(files, own.getPublicKey(), key);
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS);
            if (files.clientCa() != null) {
                // the guard asks for it, for the publisher has none
                builder = builder.trustManager(certificates(files.clientCa())).clientAuth(ClientAuth.OPTIONAL);
            }
            return new TlsMaterial(builder.build(), own);
        } catch (SSLException e) {
            throw new UnusableTlsException(
                    files.certificate() + " and " + files.key() + " can not be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws UnusableTlsException {
        Matcher blocks = CERTIFICATE.matcher(text(file));
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                byte[] pem = blocks.group().getBytes(ISO_8859_1);
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem)));
            }
        } catch (CertificateException e) {
            throw new UnusableTlsException(file + " holds a certificate that can not be read: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new UnusableTlsException(
                    file + " holds no certificate in PEM format (-----BEGIN CERTIFICATE-----)", null);
        }
        return certificates;
    }

    private static void requireValid(Path file, X509Certificate certificate) throws UnusableTlsException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new UnusableTlsException(
                    "the certificate in " + file + " has expired on " + certificate.getNotAfter() + "; renew it", e);
        } catch (CertificateNotYetValidException e) {
            throw new UnusableTlsException(
                    "the certificate in " + file + " is valid only from " + certificate.getNotBefore()
                            + "; look at this machine's clock",
                    e);
        }
    }

    private static PrivateKey key(Path file) throws UnusableTlsException {
        String text = text(file);
        Matcher block = KEY.matcher(text);
        if (!block.find()) {
            boolean otherKind = text.contains("PRIVATE KEY-----");
            throw new UnusableTlsException(
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
                    .flatMap(algorithm -> key(algorithm, encoded).stream())
                    .findFirst()
                    .orElseThrow(() -> new UnusableTlsException(
                            file + " holds a private key that is none of RSA, EC and EdDSA", null));
        } catch (IllegalArgumentException e) {
            throw new UnusableTlsException(file + " holds a private key that is no Base64", e);
        }
    }

    /** Empty if it is another algorithm's. */
    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** What the key signs, the certificate must verify. */
    private static void requireMatch(TlsFiles files, PublicKey publicKey, PrivateKey key) throws UnusableTlsException {
        boolean matches;
        try {
            String algorithm =
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    };
            byte[] sample = "rowcast".getBytes(ISO_8859_1);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            matches = signature.verify(signed);
        } catch (GeneralSecurityException e) {
            matches = false;
        }
        if (!matches) {
            throw new UnusableTlsException(
                    "the key in " + files.key() + " does not belong to the certificate in " + files.certificate()
                            + ", which must be the first one of its file",
                    null);
        }
    }

    private static String text(Path file) throws UnusableTlsException {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusableTlsException(file + " does not exist", e);
        } catch (IOException e) {
            throw new UnusableTlsException(file + " can not be read: " + e, e);
        }
    }
}
