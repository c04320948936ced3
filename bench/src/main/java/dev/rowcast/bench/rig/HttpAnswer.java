package dev.rowcast.bench.rig;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;

/** Asks a program's page until it answers. */
public final class HttpAnswer {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int OK = 200;

    private HttpAnswer() {}

    /**
     * Returns when the page answers with 200.
     *
     * @param process that serves it
     * @throws IOException if the program ends first, or the time does; with what it has printed
     */
    public static void await(URI page, JavaProcess process, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!isOk(page)) {
            if (!process.process().isAlive() || System.nanoTime() - end > 0) {
                throw new IOException(page + " does not answer with 200:\n" + Files.readString(process.log()));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Not where nobody listens, or a program ends while it is asked. */
    private static boolean isOk(URI page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        try {
            return connection.getResponseCode() == OK;
        } catch (SocketException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }
}
