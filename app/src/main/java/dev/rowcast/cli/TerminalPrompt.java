package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks on the terminal, twice and without showing the answer; where there is none, reads a line of standard input. */
final class TerminalPrompt implements PasswordPrompt {
    private static final int BYTES_MAX = 65_536;

    private final InputStream input;

    TerminalPrompt(InputStream input) {
        this.input = input;
    }

    @Override
    public byte[] ask(String user) throws IOException {
        Console terminal = terminal();
        if (terminal == null) {
            return readLine();
        }
        String first = read(terminal, "Password for " + user + ": ");
        if (!first.equals(read(terminal, "Once more: "))) {
            throw new IOException("the two passwords differ; nothing has been changed");
        }
        return first.getBytes(UTF_8);
    }

    /** From Java 22 on there is a console without a terminal too, unless it is asked for the old one. */
    private static @Nullable Console terminal() {
        System.setProperty("jdk.console", "java.base");
        return System.console();
    }

    private static String read(Console terminal, String question) {
        char[] answer = terminal.readPassword("%s", question);
        return answer == null ? "" : new String(answer);
    }

    /** Without its end; what follows is left alone. */
    private byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            line.write(next);
            if (line.size() > BYTES_MAX) {
                throw new IOException("a line of standard input that is too long for a password");
            }
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
