package dev.rowcast.testing;

import static java.util.Objects.requireNonNull;

import dev.rowcast.Application;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Rowcast within this JVM. One thread. */
public final class TestingRowcast implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final TestingSettings settings;
    private @Nullable Application application;

    private TestingRowcast(TestingSettings settings) {
        this.settings = settings;
    }

    /** Returns when it streams. */
    public static TestingRowcast start(TestingSettings settings) {
        TestingRowcast rowcast = new TestingRowcast(settings);
        try {
            rowcast.start();
            return rowcast;
        } catch (RuntimeException | Error e) {
            rowcast.stop();
            throw e;
        }
    }

    /** Returns at once: it may never stream. */
    public static TestingRowcast launch(TestingSettings settings) {
        TestingRowcast rowcast = new TestingRowcast(settings);
        rowcast.launch();
        return rowcast;
    }

    private void launch() {
        try {
            application = Application.start(settings.load());
        } catch (MisconfiguredException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again after {@link #stop}; returns when it streams. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Stops it in good order. */
    public void stop() {
        Application running = application;
        application = null;
        if (running != null) {
            running.close();
        }
    }

    public void restart() {
        stop();
        start();
    }

    /** The broker's address; with an embedded one another after each start. */
    public URI mqttUrl() {
        return running().endpoints().mqtt();
    }

    /** The page's address; another after each start. */
    public URI pageUrl() {
        return running().endpoints().page();
    }

    /** As an operator asks for it. */
    public void resync() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(pageUrl().resolve("/admin/resync"))
                .POST(BodyPublishers.noBody())
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        if (status != 202) {
            throw new IllegalStateException("answered with " + status);
        }
    }

    public RelayStatus status() {
        return running().status();
    }

    public void awaitReady() {
        Awaitility.await("Rowcast streams")
                .atMost(READY_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    RelayStatus now = status();
                    if (now.phase() == Phase.STOPPED) {
                        throw new IllegalStateException("it has ended: " + now.reason());
                    }
                    return now.ready();
                });
    }

    public void awaitNotReady() {
        Awaitility.await("Rowcast notices the loss")
                .atMost(READY_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !status().ready());
    }

    private Application running() {
        return requireNonNull(application, "it is stopped");
    }

    @Override
    public void close() {
        stop();
    }
}
