package dev.rowcast.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopiedFilesTest {
    @Test
    void aCopyHasWhatIsInDirectoriesToo(@TempDir Path directory) throws IOException {
        Path from = Files.createDirectory(directory.resolve("from"));
        Files.writeString(Files.createDirectory(from.resolve("data")).resolve("checkpoint"), "here");

        Path copy = CopiedFiles.copy(from, directory);

        assertThat(copy).isNotEqualTo(from).hasParentRaw(directory);
        assertThat(copy.resolve("data").resolve("checkpoint")).hasContent("here");
    }
}
