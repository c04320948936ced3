package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.watch.BrokerFeed.Connected;
import dev.rowcast.watch.BrokerFeed.Item;
import dev.rowcast.watch.BrokerFeed.Lost;
import dev.rowcast.watch.BrokerFeed.Refused;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints a table's changes, a line each, without a terminal; how it stands with the broker is logged. */
public final class LineWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LineWatch.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final WatchRequest request;
    private final EventPrinter printer;
    private final Watcher watcher;
    private @Nullable String complaint;
    private @Nullable Boolean online;

    private LineWatch(WatchRequest request, EventPrinter printer) {
        this.request = requireNonNull(request, "request is null");
        this.printer = requireNonNull(printer, "printer is null");
        // without its state, and so without any row
        watcher = new Watcher(request.topics(), new WatchedTable(new WatchedTable.Limits(0, 0)));
    }

    /**
     * Runs on the calling thread until nobody reads what it prints.
     *
     * @param json whether events are printed as they are received
     * @throws MisconfiguredException if the broker refuses for a reason that only a person can mend
     * @throws InterruptedException if the thread was interrupted, which asks to stop
     */
    public static void run(WatchRequest request, boolean json, PrintStream out)
            throws MisconfiguredException, InterruptedException {
        EventPrinter.Form form = json ? new EventPrinter.Json() : new EventPrinter.Words(ZoneId.systemDefault());
        new LineWatch(request, new EventPrinter(out, request.filter(), form)).run();
    }

    private void run() throws MisconfiguredException, InterruptedException {
        try (BrokerFeed feed =
                BrokerFeed.start(request.subscriber(), request.topics().eventsAlone())) {
            while (!printer.isCut()) {
                Item item = feed.poll(POLL);
                if (item instanceof Refused refused) {
                    throw refused.raised();
                }
                if (item != null) {
                    Instant now = Instant.now();
                    watcher.take(item, now, System.nanoTime()).ifPresent(event -> printer.print(event, now));
                    tell(item);
                }
            }
        }
    }

    /** What has changed on the way to the rows, once. */
    private void tell(Item item) {
        if (item instanceof Connected) {
            complaint = null;
            LOG.info("Watching {} at {}", request.table(), request.broker().display());
        } else if (item instanceof Lost lost && !lost.reason().equals(complaint)) {
            complaint = lost.reason();
            LOG.warn("{}; trying again", lost.reason());
        }
        Boolean now = watcher.signals().online();
        if (now != null && !Objects.equals(now, online)) {
            online = now;
            if (now) {
                LOG.info("Rowcast is online");
            } else {
                LOG.warn("Rowcast is offline: changes are told when it is back");
            }
        }
    }
}
