package dev.rowcast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.testing.Checkout;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However Rowcast is started, it is the same JVM that was measured. */
final class JvmOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"rowcast", "app/Dockerfile", "deploy/systemd/rowcast.service"})
    void areThoseThatWereMeasured(String file) throws IOException {
        assertThat(Checkout.read(file).replace("\"", "").replace(",", ""))
                .contains("-Dfile.encoding=UTF-8", "-XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1");
    }
}
