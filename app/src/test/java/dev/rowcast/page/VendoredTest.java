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
    private static final String FOLDER = "/web/vendor/mqtt/";

    @Test
    void mqttJsIsWhatWasPublished() throws IOException, NoSuchAlgorithmException {
        List<String> sums = new String(read("SHA256SUMS"), UTF_8).lines().toList();

        assertThat(sums).hasSize(2);
        for (String line : sums) {
            String[] sumAndName = line.split(" {2}", 2);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(read(sumAndName[1]));
            assertThat(HexFormat.of().formatHex(digest)).as(sumAndName[1]).isEqualTo(sumAndName[0]);
        }
    }

    @Test
    void itsLicenceIsThere() throws IOException {
        assertThat(new String(read("LICENSE.md"), UTF_8)).contains("The MIT License");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream stream = VendoredTest.class.getResourceAsStream(FOLDER + name)) {
            return requireNonNull(stream, name).readAllBytes();
        }
    }
}
