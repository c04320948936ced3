package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Reads and writes the files of this package: small ones, in UTF-8. */
final class AccessFiles {
    /** Some 80,000 users. */
    static final int SIZE_BYTES_MAX = 16 << 20;

    private AccessFiles() {}

    /** @throws AccessFileException if it can not be read, is too large, or is no UTF-8 */
    static String read(Path file) throws AccessFileException {
        try {
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw new AccessFileException(
                        file, "larger than " + SIZE_BYTES_MAX + " bytes", "remove what is not needed");
            }
            return Files.readString(file, UTF_8);
        } catch (AccessFileException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new AccessFileException(file, "there is no such file", "create it, or name another");
        } catch (CharacterCodingException e) {
            throw new AccessFileException(file, "it is no text in UTF-8", "save it in UTF-8");
        } catch (IOException e) {
            throw new AccessFileException(
                    file,
                    "it can not be read (" + e.getClass().getSimpleName() + ")",
                    "make it a file that the user of this process may read");
        }
    }

    /**
     * Replaces the file, or what it links to, at once: whoever reads meanwhile gets the old text or the new. Only its owner
     * may read the new file, where the file system knows owners.
     */
    static void replace(Path file, List<String> lines) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path directory = target.getParent();
        Path made = Files.createTempFile(directory, "." + target.getFileName(), ".new", ownerOnly());
        try {
            byte[] text = String.join(
                            "", lines.stream().map(line -> line + "\n").toList())
                    .getBytes(UTF_8);
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(text);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            keepOwner(target, made);
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Where root changes what belongs to the broker's user, that one has to be able to read it afterwards. */
    private static void keepOwner(Path target, Path made) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.getOwner(target).equals(Files.getOwner(made))) {
            Files.setOwner(made, Files.getOwner(target));
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
