package dev.rowcast.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.Checkpoint;
import dev.rowcast.relay.CheckpointStore;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the checkpoint in a file, beside an embedded broker. The file outlives the broker's memory, so what another instance
 * of this class, or this one for another broker, has saved is loaded as a checkpoint without complete state. A file that can not be understood is kept aside
 * under the same name with {@code .corrupt} behind it. The relay's thread.
 */
public final class FileCheckpointStore implements CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileCheckpointStore.class);

    private final Path file;
    private final Path temporary;

    private final IntSupplier brokerGeneration;

    /** Which broker the last loaded checkpoint was for, as the caller is connected to no other since. */
    private int loadedFor;
    /** Which broker holds the state that the file tells of; none of a former instance of this class. */
    private int savedFor;

    /** Beside one broker that stays as long as this. */
    public FileCheckpointStore(Path file) {
        this(file, () -> 1);
    }

    /**
     * Nothing is touched yet.
     *
     * @param file in a directory that is made when it is missing
     * @param brokerGeneration a positive number that grows when the broker is replaced by one without memory, before that one
     *     can be connected to
     */
    public FileCheckpointStore(Path file, IntSupplier brokerGeneration) {
        this.brokerGeneration = brokerGeneration;
        this.file = requireNonNull(file, "file is null").toAbsolutePath();
        temporary = sibling(".tmp");
    }

    @Override
    public Optional<Checkpoint> load(BrokerConnection broker) {
        loadedFor = brokerGeneration.getAsInt();
        try {
            return read().map(checkpoint -> savedFor == loadedFor ? checkpoint : checkpoint.withoutState());
        } catch (UnreadableCheckpointException e) {
            keepAside(e);
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("The checkpoint {} can not be read, starting without: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /**
     * What the file holds, whatever broker it was for; nothing is touched. Any thread.
     *
     * @throws UnreadableCheckpointException if it can not be understood
     * @throws IOException if it can not be read
     */
    public Optional<Checkpoint> read() throws IOException {
        return Files.notExists(file) ? Optional.empty() : Optional.of(CheckpointFormat.read(bytes()));
    }

    /** Not by a channel, which an interrupt closes. */
    private byte[] bytes() throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }

    private void keepAside(IOException problem) {
        Path corrupt = sibling(".corrupt");
        try {
            Files.move(file, corrupt, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn(
                    "The checkpoint {} can not be understood, starting without; it is kept as {}: {}",
                    file,
                    corrupt,
                    problem.getMessage());
        } catch (IOException e) {
            LOG.warn(
                    "The checkpoint {} can not be understood, starting without, and it can not be moved aside ({}): {}",
                    file,
                    e,
                    problem.getMessage());
        }
    }

    /** The file is whole at any moment: the new one is on the disk before it takes the former one's name. */
    @Override
    public void save(Checkpoint checkpoint, BrokerConnection broker) throws IOException {
        Path directory = requireNonNull(file.getParent());
        Files.createDirectories(directory);
        try {
            write(CheckpointFormat.write(checkpoint));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw new IOException("The checkpoint " + file + " can not be saved: " + e, e);
        }
        savedFor = Math.max(loadedFor, 1);
        sync(directory);
    }

    /** Not by a channel, which an interrupt closes: the last checkpoint is saved when the relay has been asked to stop. */
    private void write(byte[] json) throws IOException {
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            out.write(json);
            out.getFD().sync();
        }
    }

    /** Makes the new name durable. Windows can not open directories, and does not need it. */
    private static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (ClosedByInterruptException e) {
                LOG.debug("Asked to stop before the new checkpoint's name was durable", e);
            }
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(requireNonNull(file.getFileName()) + suffix);
    }
}
