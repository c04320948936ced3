package dev.rowcast;

import static java.util.Objects.requireNonNull;

/**
 * How a run has ended.
 *
 * @param exitCode one of {@link ExitCode}'s
 * @param message the reason, one line for each; empty where nothing has to be said
 */
public record Outcome(int exitCode, String message) {
    /** Stopped in good order. */
    public static final Outcome STOPPED = new Outcome(ExitCode.OK, "");

    public Outcome {
        requireNonNull(message, "message is null");
    }
}
