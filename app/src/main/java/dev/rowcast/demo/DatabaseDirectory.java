package dev.rowcast.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of one embedded database and what lies where in it, locked against every other Rowcast until it is closed
 * or the JVM ends.
 */
final class DatabaseDirectory implements AutoCloseable {
    private static final String RESOURCES = "/mysql-conf/";

    private final Path path;
    private final FileChannel lock;

    private DatabaseDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DatabaseDirectory lock(Path path) throws IOException, DemoDatabaseException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new DemoDatabaseException("Another Rowcast runs its database in " + path
                    + ": stop that one, or choose another directory with ROWCAST_DATA_DIR.");
        }
        return new DatabaseDirectory(path, channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path data() {
        return path.resolve("data");
    }

    Path temporary() throws IOException {
        return Files.createDirectories(path.resolve("tmp"));
    }

    Path log() {
        return path.resolve("mariadbd.log");
    }

    Path initialisationLog() {
        return path.resolve("init.log");
    }

    Path pidFile() {
        return path.resolve("mariadbd.pid");
    }

    /** Exists once {@code init.sql} has been applied: what the user changed since is left alone. */
    Path initialised() {
        return path.resolve("initialised");
    }

    Path configuration() throws IOException {
        return write("my.cnf", resource("my.cnf"));
    }

    Path initialisation() throws IOException {
        return write("init.sql", resource("init.sql"));
    }

    /** Writes a file that only its owner may read and write: MariaDB ignores a configuration that anybody could change. */
    Path write(String name, byte[] content) throws IOException {
        Path file = path.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly());
        return Files.write(file, content);
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = DatabaseDirectory.class.getResourceAsStream(RESOURCES + name)) {
            if (resource == null) {
                throw new FileNotFoundException("resource " + RESOURCES + name);
            }
            return resource.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
