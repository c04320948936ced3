package dev.rowcast.bench.footprint;

import dev.rowcast.bench.rig.HttpAnswer;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.RowcastProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A Rowcast that was started.
 *
 * @param page where its page will be
 * @param backlog how many changes it has to tell
 */
record RowcastAttempt(RowcastProcess rowcast, URI page, int backlog) implements Attempt {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public JavaProcess process() {
        return rowcast.java();
    }

    @Override
    public boolean hasPage() {
        return true;
    }

    @Override
    public void awaitPage() throws IOException, InterruptedException {
        HttpAnswer.await(page, rowcast.java(), LIMIT);
    }

    @Override
    public void awaitReady() throws IOException, InterruptedException {
        HttpAnswer.await(page.resolve("readyz"), rowcast.java(), LIMIT);
    }

    /** When it is ready, it has told every change that the state it has sent shows; so all of the backlog. */
    @Override
    public void awaitCaughtUp() throws IOException, InterruptedException {
        awaitReady();
        long told = Math.round(rowcast.metric("rowcast_events_total"));
        if (told != backlog) {
            throw new IOException("Rowcast has told " + told + " of " + backlog + " changes");
        }
    }

    @Override
    public void close() {
        rowcast.close();
    }
}
