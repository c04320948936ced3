package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads keys from what a terminal sends for them, in UTF-8. One thread. */
public final class KeyReader {
    private static final int ESCAPE = 0x1b;
    private static final int BACKSPACE = 0x08;
    private static final int DELETE = 0x7f;
    private static final int SEQUENCE_LENGTH_MAX = 16;
    /** By what stands between {@code ESC [} or {@code ESC O} and the end of the sequence, and its last character. */
    private static final Map<String, Key> SEQUENCES = Map.of(
            "A", Key.Named.UP,
            "B", Key.Named.DOWN,
            "H", Key.Named.HOME,
            "F", Key.Named.END,
            "1~", Key.Named.HOME,
            "4~", Key.Named.END,
            "5~", Key.Named.PAGE_UP,
            "6~", Key.Named.PAGE_DOWN);

    private final InputStream input;

    public KeyReader(InputStream input) {
        this.input = requireNonNull(input, "input is null");
    }

    /** Waits for the next key that means something; null when no more can come. */
    public @Nullable Key read() throws IOException {
        while (true) {
            int octet = input.read();
            if (octet < 0) {
                return null;
            }
            Optional<Key> key = key(octet);
            if (key.isPresent()) {
                return key.get();
            }
        }
    }

    private Optional<Key> key(int octet) throws IOException {
        return switch (octet) {
            case '\r', '\n' -> Optional.of(Key.Named.ENTER);
            case BACKSPACE, DELETE -> Optional.of(Key.Named.BACKSPACE);
            // alone, if nothing comes with it
            case ESCAPE -> input.available() > 0 ? sequence() : Optional.of(Key.Named.ESCAPE);
            default -> octet < ' ' ? Optional.empty() : character(octet);
        };
    }

    private Optional<Key> sequence() throws IOException {
        int kind = input.read();
        if (kind != '[' && kind != 'O') {
            return Optional.empty();
        }
        StringBuilder sequence = new StringBuilder();
        while (sequence.length() < SEQUENCE_LENGTH_MAX) {
            int next = input.read();
            if (next < 0) {
                break;
            }
            sequence.append((char) next);
            if (next >= '@' && next <= '~') {
                break;
            }
        }
        return Optional.ofNullable(SEQUENCES.get(sequence.toString()));
    }

    private Optional<Key> character(int first) throws IOException {
        int more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        byte[] bytes = new byte[more + 1];
        bytes[0] = (byte) first;
        int read = input.readNBytes(bytes, 1, more);
        return Optional.of(new Key.Typed(new String(bytes, 0, read + 1, UTF_8).codePointAt(0)));
    }
}
