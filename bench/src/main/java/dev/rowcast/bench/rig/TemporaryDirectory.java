package dev.rowcast.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory of the measurement's own, which goes with all that is in it. */
public record TemporaryDirectory(Path path) implements AutoCloseable {
    /**
     * Makes it.
     *
     * @param name by which people know it
     */
    public static TemporaryDirectory create(String name) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory("rowcast-" + name));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
