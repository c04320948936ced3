package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.Debezium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a program has in jars: its own and its libraries'. */
record DiskSize(int jars, long bytes) {
    private static final Path ROWCAST = Path.of("app", "target");

    /** What {@code run} needs, without the demo's database. */
    static DiskSize ofRowcast() throws IOException {
        return of(ROWCAST.resolve("rowcast.jar"), ROWCAST.resolve("lib"));
    }

    static DiskSize ofDebezium() throws IOException {
        return of(Debezium.JAR, Debezium.LIBRARIES);
    }

    /** @param libraries a directory of jars alone */
    static DiskSize of(Path jar, Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            List<Path> jars = Stream.concat(Stream.of(jar), files).toList();
            long bytes = 0;
            for (Path each : jars) {
                bytes += Files.size(each);
            }
            return new DiskSize(jars.size(), bytes);
        }
    }
}
