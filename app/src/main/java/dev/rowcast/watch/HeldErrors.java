package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Keeps what is printed on standard error while the screen belongs to something else, and prints it when it is closed. No more
 * than the first 64 KiB. Any thread.
 */
final class HeldErrors extends OutputStream {
    private static final int BYTES_MAX = 65_536;

    private final PrintStream before;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private HeldErrors(PrintStream before) {
        this.before = before;
    }

    static HeldErrors hold() {
        HeldErrors errors = new HeldErrors(System.err);
        System.setErr(new PrintStream(errors, true, UTF_8));
        return errors;
    }

    @Override
    public synchronized void write(int octet) {
        if (held.size() < BYTES_MAX) {
            held.write(octet);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        held.write(bytes, offset, Math.min(length, BYTES_MAX - held.size()));
    }

    @Override
    public synchronized void close() {
        System.setErr(before);
        before.write(held.toByteArray(), 0, held.size());
        before.flush();
        held.reset();
    }
}
