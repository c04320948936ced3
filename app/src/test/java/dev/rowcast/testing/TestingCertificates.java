package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * PEM files, made anew by the JDK's {@code keytool}.
 *
 * @param ca the certificate of the CA that signed the server's
 * @param otherCa the certificate of a CA that signed nothing
 * @param certificate the server's, for localhost, 127.0.0.1 and ::1
 * @param key the server's private key
 */
public record TestingCertificates(Path ca, Path otherCa, Path certificate, Path key) {
    private static final String STORE_PASSWORD = "changeit";

    public static TestingCertificates create(Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        keytool(store, "-genkeypair", "-alias", "ca", "-dname", "CN=Testing CA", "-ext", "bc:c");
        keytool(store, "-genkeypair", "-alias", "other", "-dname", "CN=Other CA", "-ext", "bc:c");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=Testing server",
                "-signer",
                "ca",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1,ip:::1");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        return new TestingCertificates(
                certificate(keys, "ca", directory),
                certificate(keys, "other", directory),
                certificate(keys, "server", directory),
                key(keys, directory));
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-validity", "30"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("keytool ended with " + process.exitValue() + ": " + output);
        }
    }

    private static Path certificate(KeyStore keys, String alias, Path directory)
            throws GeneralSecurityException, IOException {
        return pem(
                directory.resolve(alias + ".pem"),
                "CERTIFICATE",
                keys.getCertificate(alias).getEncoded());
    }

    private static Path key(KeyStore keys, Path directory) throws GeneralSecurityException, IOException {
        return pem(
                directory.resolve("server-key.pem"),
                "PRIVATE KEY",
                keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n", US_ASCII);
    }
}
