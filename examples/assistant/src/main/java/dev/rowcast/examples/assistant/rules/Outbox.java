package dev.rowcast.examples.assistant.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a file for each action, which is what makes it done: {@code drafts/} for people to read, who move what
 * they have dealt with to {@code done/}; {@code notices/} to be delivered, and then in {@code done/} too. A file that is
 * deleted is made again while its order asks for it. Files come whole or not at all. Any thread.
 */
public final class Outbox {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAME = 60;
    private static final int HASH_DIGITS = 16;

    private final Path drafts;
    private final Path notices;
    private final Path done;
    private final Path position;

    /** Makes the directory where there is none. */
    public Outbox(Path directory) throws IOException {
        drafts = Files.createDirectories(directory.resolve("drafts"));
        notices = Files.createDirectories(directory.resolve("notices"));
        done = Files.createDirectories(directory.resolve("done"));
        position = directory.resolve("position");
    }

    /**
     * Writes an action down.
     *
     * @return false if it was before
     */
    public boolean put(Action action) throws IOException {
        String name = name(action);
        Path file = (action.kind() == Action.Kind.FOLLOW_UP ? drafts : notices).resolve(name);
        if (Files.exists(file) || Files.exists(done.resolve(name))) {
            return false;
        }
        JsonNode content = JSON.createObjectNode()
                .put("id", action.id())
                .put("order", action.orderKey())
                .put("version", action.version())
                .put("text", action.text());
        write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        return true;
    }

    /** A name for people to recognise, and a hash of what makes it the one. */
    private static String name(Action action) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(action.id().getBytes(UTF_8));
            String readable = (action.kind().name() + "-" + action.orderKey())
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9_-]", "_");
            return readable.substring(0, Math.min(readable.length(), MOST_NAME)) + "-"
                    + HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS) + ".json";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Those that wait to be delivered, at most so many. */
    List<Path> waiting(int most) throws IOException {
        try (Stream<Path> files = Files.list(notices)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .limit(most)
                    .toList();
        }
    }

    void delivered(Path notice) throws IOException {
        Files.move(notice, done.resolve(notice.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The highest version that was handled; null at the very first start. */
    public @Nullable String position() throws IOException {
        return Files.exists(position) ? Files.readString(position).strip() : null;
    }

    public void savePosition(String version) throws IOException {
        write(position, version + "\n");
    }

    private static void write(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), "new-", ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
