package dev.rowcast.cli;

import java.io.IOException;

/** Where a new password comes from. */
@FunctionalInterface
public interface PasswordPrompt {

    /**
     * Asks for a user's new password, on the calling thread.
     *
     * @return it in UTF-8; empty if there was none
     * @throws IOException if what it was read from fails, or two answers differ; the message is for people
     */
    byte[] ask(String user) throws IOException;
}
