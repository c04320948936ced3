package dev.rowcast.relay;

/** How the relay ended. */
public sealed interface Ending {

    /** It was asked to stop. */
    enum Stopped implements Ending {
        STOPPED
    }

    /** Something that only a person can mend; the message names cause and fix. */
    record Misconfigured(String message) implements Ending {}

    /** Database or broker were not reached in the time given for the start. */
    record Unreachable(String message) implements Ending {}

    /** A defect of the program. */
    record Failed(Throwable cause) implements Ending {}
}
