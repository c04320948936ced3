package dev.rowcast.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.access.PasswordFile;
import dev.rowcast.testing.TestingCertificates;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The application's embedded broker with users and TLS, as a network needs it. */
final class SecuredBrokerIT {
    private static final Path MOSQUITTO_SUB = Path.of("/usr/bin/mosquitto_sub");

    @TempDir
    private Path directory = Path.of("unset");

    private final TestingOrders orders = new TestingOrders(TestingFlavour.MARIADB.shared());

    @Test
    void usersSeeOverTlsWhatTheyMayRead() throws Exception {
        if (!Files.isExecutable(MOSQUITTO_SUB)) {
            String skipped = "SKIPPED: " + MOSQUITTO_SUB + " is not installed";
            System.err.println(skipped);
            throw new TestAbortedException(skipped);
        }
        orders.clear();
        orders.insert(5, "Ada");
        orders.insert(6, "Grace");
        TestingCertificates certificates = TestingCertificates.create(directory);
        Path passwords = directory.resolve("passwords");
        PasswordFile.empty()
                .with("display", "six".getBytes(UTF_8), PasswordFile.ITERATIONS_MIN)
                .write(passwords);
        Path acl = Files.write(directory.resolve("acl"), List.of("user display", "topic read orders/state/6"));
        TestingSettings settings = TestingSettings.embedded(orders.database(), directory)
                .with("ROWCAST_TLS_CERT", certificates.certificate().toString())
                .with("ROWCAST_TLS_KEY", certificates.key().toString())
                .with("ROWCAST_PASSWORD_FILE", passwords.toString())
                .with("ROWCAST_ACL_FILE", acl.toString());
        try (TestingRowcast rowcast = TestingRowcast.start(settings)) {
            rowcast.awaitReady();
            assertThat(rowcast.mqttUrl().getScheme()).isEqualTo("mqtts");
            int port = rowcast.mqttUrl().getPort();
            String ca = certificates.ca().toString();

            assertThat(mosquittoSub(port, "--cafile", ca, "-u", "display", "-P", "six", "-C", "1"))
                    .startsWith("orders/state/6 {\"id\":6,");
            assertThat(mosquittoSub(port, "--cafile", ca, "-u", "display", "-P", "five", "-C", "1"))
                    .contains("Connection Refused");
            assertThat(mosquittoSub(port, "--cafile", ca, "-C", "1")).contains("Connection Refused");
        }
    }

    private static String mosquittoSub(int port, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(MOSQUITTO_SUB.toString(), "-p", Integer.toString(port), "-t", "orders/#", "-v", "-W", "20"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
