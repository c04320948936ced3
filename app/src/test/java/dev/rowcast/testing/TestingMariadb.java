package dev.rowcast.testing;

import dev.rowcast.demo.DemoDatabaseException;
import dev.rowcast.demo.DemoDatabaseSettings;
import dev.rowcast.demo.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The demo's own MariaDB, on a free port and a directory of its own below {@code target}. */
final class TestingMariadb implements TestingDatabase {
    private static final Path BINARIES = Path.of("target", "testing", "mariadb-binaries");
    private static final Path DATABASES = Path.of("target", "testing", "mariadb");

    private DemoDatabaseSettings settings;
    private EmbeddedDatabase database;
    private boolean running;

    private TestingMariadb(DemoDatabaseSettings settings) {
        this.database = startServer(settings);
        this.settings = settings.withPort(database.port());
        this.running = true;
    }

    static TestingMariadb start(String... serverOptions) {
        return start(BINARIES, serverOptions);
    }

    static TestingMariadb startOfThisMachine() {
        return start(SystemMariadb.layout());
    }

    private static TestingMariadb start(Path binaries, String... serverOptions) {
        List<String> options = new ArrayList<>(List.of("--innodb-buffer-pool-size=32M"));
        options.addAll(Arrays.asList(serverOptions));
        return new TestingMariadb(new DemoDatabaseSettings(newDirectory(), binaries, 0, options));
    }

    static TestingMariadb startWithTls(TestingCertificates certificates, String... serverOptions) {
        List<String> options = new ArrayList<>(List.of(
                "--ssl",
                "--ssl-cert=" + certificates.certificate().toAbsolutePath(),
                "--ssl-key=" + certificates.key().toAbsolutePath()));
        options.addAll(Arrays.asList(serverOptions));
        return start(options.toArray(String[]::new));
    }

    private static EmbeddedDatabase startServer(DemoDatabaseSettings settings) {
        try {
            return EmbeddedDatabase.start(settings);
        } catch (DemoDatabaseException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path newDirectory() {
        try {
            Files.createDirectories(DATABASES);
            deleteWhatKilledProcessesLeft();
            return Files.createTempDirectory(DATABASES, ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteWhatKilledProcessesLeft() throws IOException {
        try (Stream<Path> directories = Files.list(DATABASES)) {
            directories
                    .filter(TestingMariadb::isOrphaned)
                    .map(TestingMariadb::claimed)
                    .flatMap(Optional::stream)
                    .forEach(TestingMariadb::delete);
        }
    }

    /** Renamed to this process's own; empty if another process that tidies up was first. */
    private static Optional<Path> claimed(Path directory) {
        try {
            Path own = DATABASES.resolve(ProcessHandle.current().pid() + "-of-" + directory.getFileName());
            return Optional.of(Files.move(directory, own, StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOrphaned(Path directory) {
        String name = directory.getFileName().toString();
        return ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))))
                .isEmpty();
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TestingFlavour flavour() {
        return TestingFlavour.MARIADB;
    }

    @Override
    public String host() {
        return database.host();
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public String rootPassword() {
        return database.rootPassword();
    }

    /** The server's process id. */
    long pid() {
        return database.pid();
    }

    @Override
    public void stop() {
        database.close();
        running = false;
    }

    @Override
    public void kill() {
        database.kill();
        running = false;
    }

    @Override
    public void start() {
        database = startServer(settings);
        running = true;
    }

    @Override
    public void close() {
        if (running) {
            stop();
        }
        delete(settings.directory());
    }

    @Override
    public String toString() {
        return flavour().toString();
    }
}
