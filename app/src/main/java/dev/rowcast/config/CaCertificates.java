package dev.rowcast.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates of a PEM file (RFC 7468); whatever else stands in it is passed over. */
public final class CaCertificates {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    private CaCertificates() {}

    /**
     * At least one certificate.
     *
     * @throws UnusableCaException if the file can not be read or holds none; names cause and file
     */
    public static List<X509Certificate> read(Path file) throws UnusableCaException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher block = CERTIFICATE.matcher(Files.readString(ConfigFile.checkSize(file), ISO_8859_1));
            while (block.find()) {
                byte[] pem = block.group().getBytes(ISO_8859_1);
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem)));
            }
        } catch (IOException e) {
            throw new UnusableCaException(ConfigFile.unreadable(file, e), e);
        } catch (CertificateException e) {
            throw new UnusableCaException(file + ", which holds a certificate that can not be read", e);
        }
        if (certificates.isEmpty()) {
            throw new UnusableCaException(file + ", which holds no certificate in PEM format", null);
        }
        return List.copyOf(certificates);
    }
}
