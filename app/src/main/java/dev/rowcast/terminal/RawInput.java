package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal behind standard input, set so that each key is sent when it is pressed and is not shown; Ctrl-C stays a signal,
 * Ctrl-Z does nothing. Closing sets it as it was. POSIX's {@code stty} does it.
 */
public final class RawInput implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RawInput.class);
    private static final int LIMIT_SECONDS = 2;

    private final String before;

    private RawInput(String before) {
        this.before = requireNonNull(before, "before is null");
    }

    /**
     * Sets the terminal.
     *
     * @throws IOException if there is none, or no {@code stty}
     */
    public static RawInput enter() throws IOException {
        RawInput input = new RawInput(stty("-g"));
        stty("-icanon", "-echo", "-iexten", "min", "1", "time", "0", "susp", "undef");
        return input;
    }

    /** Also while the thread is being interrupted. */
    private static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectErrorStream(true)
                .start();
        boolean interrupted = Thread.interrupted();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the terminal can not be set: " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            interrupted = true;
            throw new IOException("interrupted", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        try {
            stty(before);
        } catch (IOException e) {
            LOG.warn("The terminal has not been set as it was, `stty sane` mends it: {}", e.getMessage());
        }
    }
}
