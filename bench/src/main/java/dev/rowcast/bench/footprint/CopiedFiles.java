package dev.rowcast.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a program has left, for another one to go on with. */
final class CopiedFiles {
    private CopiedFiles() {}

    /**
     * Copies all that is below a directory.
     *
     * @param to exists
     */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(path -> !path.equals(from)).toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
