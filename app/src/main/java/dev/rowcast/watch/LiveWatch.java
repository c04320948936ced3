package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.terminal.AlternateScreen;
import dev.rowcast.terminal.Key;
import dev.rowcast.terminal.KeyReader;
import dev.rowcast.terminal.Rate;
import dev.rowcast.terminal.RawInput;
import dev.rowcast.terminal.TerminalSize;
import dev.rowcast.terminal.Tty;
import dev.rowcast.watch.BrokerFeed.Item;
import dev.rowcast.watch.BrokerFeed.Refused;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a table on a terminal as it changes, until somebody quits. Everything but reading keys and the broker is one thread's. */
public final class LiveWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWatch.class);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final long DRAW_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final int KEYS_WAITING_MAX = 64;
    /** Between two looks at keys and clock. */
    private static final int ITEMS_AT_ONCE = 500;

    private final WatchRequest request;
    private final Watcher watcher;
    private final TablePainter painter = new TablePainter(ZoneId.systemDefault());
    private final Rate rate = new Rate();
    private final BlockingQueue<Key> keys = new LinkedBlockingQueue<>(KEYS_WAITING_MAX);
    private Viewing viewing;
    private long drawnNanos;

    private LiveWatch(WatchRequest request) {
        this.request = requireNonNull(request, "request is null");
        watcher = new Watcher(request.topics(), new WatchedTable(WatchedTable.Limits.USUAL));
        viewing = Viewing.of(request.filter());
    }

    /**
     * Takes the terminal of standard input and output, and leaves it as it was, whatever happens. What is printed on standard
     * error meanwhile comes out in the end.
     *
     * @throws IOException if the terminal can not be set
     * @throws MisconfiguredException if the broker refuses for a reason that only a person can mend
     * @throws InterruptedException if the thread was interrupted, which asks to stop
     */
    @SuppressWarnings("try") // the input has only to be set back
    public static void run(WatchRequest request, boolean colours)
            throws IOException, MisconfiguredException, InterruptedException {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        try (HeldErrors errors = HeldErrors.hold();
                RawInput input = RawInput.enter();
                AlternateScreen screen = AlternateScreen.enter(terminal, colours)) {
            new LiveWatch(request).run(screen);
        }
    }

    private void run(AlternateScreen screen) throws MisconfiguredException, InterruptedException {
        Thread reading = new Thread(this::readKeys, "keys");
        reading.setDaemon(true);
        reading.start();
        try (BrokerFeed feed =
                BrokerFeed.start(request.subscriber(), request.topics().all())) {
            drawnNanos = System.nanoTime() - DRAW_INTERVAL_NANOS;
            while (!viewing.finished()) {
                take(feed);
                watcher.table().pass(System.nanoTime());
                TerminalSize size = Tty.size(Tty.Stream.OUTPUT);
                boolean pressed = press(size);
                if (pressed || System.nanoTime() - drawnNanos >= DRAW_INTERVAL_NANOS) {
                    draw(screen, size);
                }
            }
        }
    }

    private void take(BrokerFeed feed) throws MisconfiguredException, InterruptedException {
        Item item = feed.poll(POLL);
        for (int taken = 1; item != null; taken++) {
            if (item instanceof Refused refused) {
                throw refused.raised();
            }
            watcher.take(item, Instant.now(), System.nanoTime());
            item = taken < ITEMS_AT_ONCE ? feed.poll(Duration.ZERO) : null;
        }
    }

    private boolean press(TerminalSize size) {
        boolean pressed = false;
        for (Key key = keys.poll(); key != null; key = keys.poll()) {
            viewing = viewing.after(key, shown(), TablePainter.page(size));
            pressed = true;
        }
        return pressed;
    }

    private List<WatchedRow> shown() {
        List<WatchedRow> frozen = viewing.frozen();
        return (frozen == null ? watcher.table().rows() : frozen)
                .stream().filter(row -> viewing.filter().shows(row.cells())).toList();
    }

    private void draw(AlternateScreen screen, TerminalSize size) {
        drawnNanos = System.nanoTime();
        rate.sample(watcher.table().changes(), drawnNanos);
        TablePainter.Picture picture = new TablePainter.Picture(
                request.table().table(),
                watcher.signals(),
                rate.perSecond(),
                shown(),
                watcher.table().rows().stream().findFirst(),
                watcher.table().isWhole(),
                viewing);
        screen.draw(painter.paint(picture, size), size);
    }

    private void readKeys() {
        KeyReader reader = new KeyReader(System.in);
        try {
            for (Key key = reader.read(); key != null; key = reader.read()) {
                keys.put(key);
            }
        } catch (IOException | InterruptedException e) {
            LOG.debug("No more keys", e);
        }
    }
}
