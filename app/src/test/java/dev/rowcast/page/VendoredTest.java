package dev.rowcast.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others wrote is in the repository exactly as they published it, with its licence. */
final class VendoredTest {
    private static final String MQTT_JS = "/web/vendor/mqtt/";
    private static final String ASYNCAPI = "/asyncapi/";

    @Test
    void mqttJsIsWhatWasPublished() throws IOException, NoSuchAlgorithmException {
        assertIsAsPublished(MQTT_JS, 2);
    }

    @Test
    void theSchemaOfAsyncApiIsWhatWasPublished() throws IOException, NoSuchAlgorithmException {
        assertIsAsPublished(ASYNCAPI, 3);
    }

    private static void assertIsAsPublished(String folder, int files) throws IOException, NoSuchAlgorithmException {
        List<String> sums =
                new String(read(folder, "SHA256SUMS"), UTF_8).lines().toList();

        assertThat(sums).hasSize(files);
        for (String line : sums) {
            String[] sumAndName = line.split(" {2}", 2);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(read(folder, sumAndName[1]));
            assertThat(HexFormat.of().formatHex(digest)).as(sumAndName[1]).isEqualTo(sumAndName[0]);
        }
    }

    @Test
    void theirLicencesAreThere() throws IOException {
        assertThat(new String(read(MQTT_JS, "LICENSE.md"), UTF_8)).contains("The MIT License");
        assertThat(new String(read(ASYNCAPI, "LICENSE"), UTF_8)).contains("Apache License");
    }

    private static byte[] read(String folder, String name) throws IOException {
        try (InputStream stream = VendoredTest.class.getResourceAsStream(folder + name)) {
            return requireNonNull(stream, name).readAllBytes();
        }
    }
}
