package dev.rowcast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessMetersTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void residentMemoryIsToldInKilobytes() throws Exception {
        Path status =
                Files.writeString(directory.resolve("status"), "Name:\tjava\nVmRSS:\t  123456 kB\nThreads:\t30\n");

        assertThat(ProcessMeters.residentBytes(status)).isEqualTo(123_456 * 1024.0);
    }

    @Test
    void whereTheSystemDoesNotTellThereIsNoNumber() throws Exception {
        assertThat(ProcessMeters.residentBytes(directory.resolve("missing"))).isNaN();
        assertThat(ProcessMeters.residentBytes(Files.writeString(directory.resolve("status"), "Name:\tjava\n")))
                .isNaN();
    }
}
