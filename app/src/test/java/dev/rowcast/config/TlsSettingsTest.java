package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.pem.PemFile;
import dev.rowcast.testing.TestingCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsSettingsTest {
    private final Path directory;

    TlsSettingsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void trustsEveryCertificateOfAPemFileAmongOtherText() throws Exception {
        TestingCertificates made = TestingCertificates.create(directory);
        String text = "0 lines before\n" + Files.readString(made.ca()) + Files.readString(made.key())
                + Files.readString(made.otherCa());
        Path bundle = Files.writeString(directory.resolve("bundle.pem"), text);

        assertThat(load("verify-identity", bundle)).isEqualTo(new TlsSettings(SslMode.VERIFY_IDENTITY, bundle));
        assertThat(PemFile.certificates(bundle))
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=Testing CA", "CN=Other CA");
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"DISABLED", "PREFERRED", "REQUIRED"})
    void aCaThatNothingLooksAtIsAProblem(SslMode mode) {
        assertThat(problem(mode.toString(), directory.resolve("ca.pem")))
                .isEqualTo(new Problem(
                        "MYSQL_SSL_CA",
                        "environment",
                        "a CA, which MYSQL_SSL_MODE=" + mode + " does not look at",
                        "MYSQL_SSL_MODE=verify-ca or verify-identity with it, or no MYSQL_SSL_CA"));
        assertThatThrownBy(() -> new TlsSettings(mode, directory)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCaThatIsNotThereIsAProblem() {
        Path missing = directory.resolve("none.pem");

        assertThat(problem("verify-ca", missing).found()).isEqualTo(missing + " does not exist");
        assertThat(problem("verify-ca", missing).allowed()).startsWith("a readable PEM file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"
            })
    void aFileWithoutCertificatesIsAProblem(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), text);

        assertThat(problem("verify-identity", file).found()).startsWith(file + " holds ");
    }

    @Test
    void javasOwnTrustIsEnoughToVerify() {
        assertThat(TestingSources.load(Map.of("MYSQL_SSL_MODE", "verify-identity"))
                        .settings()
                        .database()
                        .tls())
                .isEqualTo(new TlsSettings(SslMode.VERIFY_IDENTITY, null));
    }

    private static TlsSettings load(String mode, Path ca) {
        return TestingSources.load(environment(mode, ca)).settings().database().tls();
    }

    private static Problem problem(String mode, Path ca) {
        return TestingSources.problems(environment(mode, ca)).get(0);
    }

    private static Map<String, String> environment(String mode, Path ca) {
        return Map.of("MYSQL_SSL_MODE", mode, "MYSQL_SSL_CA", ca.toString());
    }
}
