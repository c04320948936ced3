package dev.rowcast.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

    @Test
    void theSizeIsThatOfAllJars(@TempDir Path directory) throws IOException {
        Path libraries = Files.createDirectory(directory.resolve("lib"));
        Files.write(libraries.resolve("a.jar"), new byte[100]);
        Files.write(libraries.resolve("b.jar"), new byte[20]);
        Path jar = Files.write(directory.resolve("own.jar"), new byte[3]);

        assertThat(DiskSize.of(jar, libraries)).isEqualTo(new DiskSize(3, 123));
    }

    @Test
    void aCopyHasWhatIsInDirectoriesToo(@TempDir Path directory) throws IOException {
        Path from = Files.createDirectory(directory.resolve("from"));
        Files.writeString(Files.createDirectory(from.resolve("data")).resolve("checkpoint"), "here");
        Path to = Files.createDirectory(directory.resolve("to"));

        CopiedFiles.copy(from, to);

        assertThat(to.resolve("data").resolve("checkpoint")).hasContent("here");
    }
}
