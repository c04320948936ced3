package dev.rowcast.testing.brokers;

import java.io.IOException;

/** The standard input, which ends with the process that holds its other end. */
final class Lifeline {
    private Lifeline() {}

    /** Returns when the test is gone. */
    static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is said there
        }
    }
}
