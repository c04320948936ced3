package dev.rowcast.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a program has left, for another one to go on with. */
public final class CopiedFiles {
    private CopiedFiles() {}

    /**
     * Copies all that is below a directory.
     *
     * @param parent where the copy is made
     * @return the copy, a new directory with a name that begins like the other's
     */
    public static Path copy(Path from, Path parent) throws IOException {
        Path to = Files.createTempDirectory(parent, from.getFileName().toString());
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(path -> !path.equals(from)).toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }
}
