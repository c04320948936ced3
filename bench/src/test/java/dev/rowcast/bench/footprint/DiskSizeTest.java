package dev.rowcast.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSizeTest {
    @Test
    void theSizeIsThatOfAllJars(@TempDir Path directory) throws IOException {
        Path libraries = Files.createDirectory(directory.resolve("lib"));
        Files.write(libraries.resolve("a.jar"), new byte[100]);
        Files.write(libraries.resolve("b.jar"), new byte[20]);
        Path jar = Files.write(directory.resolve("own.jar"), new byte[3]);

        assertThat(DiskSize.of(jar, libraries)).isEqualTo(new DiskSize(3, 123));
    }
}
