package dev.rowcast.broker.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file holds, read again when it has changed. A version that can not be used is told once, as an error, and the last
 * one that could be stays. Any thread.
 */
final class WatchedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long CHECK_INTERVAL_NANOS = 1_000_000_000;

    private final Path file;
    private final Reading<T> reading;
    private final LongSupplier nanoTime;

    private T content;
    private Version version;
    private long checkedAtNanos;

    /** How the file is read. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Path file) throws AccessFileException;
    }

    /** What tells one version of a file from another without reading it; all null where there is none. */
    private record Version(@Nullable FileTime modified, long sizeBytes, @Nullable Object identity) {
        static Version of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return new Version(null, 0, null);
            }
        }
    }

    /**
     * Reads the file for the first time.
     *
     * @throws AccessFileException if it can not be used
     */
    WatchedFile(Path file, Reading<T> reading, LongSupplier nanoTime) throws AccessFileException {
        this.file = file;
        this.reading = reading;
        this.nanoTime = nanoTime;
        // before it is read: what changes in between is noticed later
        this.version = Version.of(file);
        this.checkedAtNanos = nanoTime.getAsLong();
        this.content = reading.read(file);
    }

    /** The last version that could be used; looks for a newer one at most once a second. */
    synchronized T get() {
        long now = nanoTime.getAsLong();
        if (now - checkedAtNanos < CHECK_INTERVAL_NANOS) {
            return content;
        }
        checkedAtNanos = now;
        Version found = Version.of(file);
        if (!found.equals(version)) {
            version = found;
            try {
                content = reading.read(file);
                LOG.info("Read {} again, for it has changed", file);
            } catch (AccessFileException e) {
                LOG.error("What was read before still holds: {}", e.getMessage());
            }
        }
        return content;
    }
}
