package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.JavaProcess;
import java.io.IOException;

/** A contender that was started. One thread. */
interface Attempt extends AutoCloseable {
    JavaProcess process();

    /** Whether it has a page. */
    boolean hasPage();

    /** Returns when it serves its page. */
    void awaitPage() throws IOException, InterruptedException;

    /** Returns when it streams, and the state of all rows is with the broker. */
    void awaitReady() throws IOException, InterruptedException;

    /**
     * Returns when the backlog is with the broker.
     *
     * @throws IOException also if a change of it was not told
     */
    void awaitCaughtUp() throws IOException, InterruptedException;

    @Override
    void close();
}
