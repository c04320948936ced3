package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.Audience;
import dev.rowcast.Running;
import dev.rowcast.Vitals;
import dev.rowcast.config.LogFormat;
import dev.rowcast.relay.Phase;
import dev.rowcast.terminal.LiveLines;
import dev.rowcast.terminal.TerminalWishes;
import dev.rowcast.terminal.Tty;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people see of a run: a welcome, then how it goes, live at the bottom of a terminal, or else a line of the log every ten
 * seconds in which something has changed. Asks on a thread of its own.
 */
final class RunDisplay implements Audience, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunDisplay.class);
    private static final Duration LIVE_INTERVAL = Duration.ofMillis(250);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final boolean logged;
    private final @Nullable LiveScreen screen;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    private RunDisplay(LogFormat format, @Nullable LiveScreen screen) {
        this.logged = format == LogFormat.JSON;
        this.screen = screen;
    }

    /** With JSON nothing but the log is printed. */
    static RunDisplay open(LogFormat format, TerminalWishes terminal) {
        boolean live = format == LogFormat.TEXT && terminal.live(Tty.Stream.OUTPUT);
        return new RunDisplay(format, live ? LiveScreen.open(terminal) : null);
    }

    @Override
    public void started(Running running) {
        if (logged) {
            LOG.info("{}", Welcome.sentence(running));
        } else {
            Welcome.print(System.out, running);
        }
        Thread asking = new Thread(() -> show(running), "status");
        asking.setDaemon(true);
        asking.start();
        thread = asking;
    }

    private void show(Running running) {
        try {
            if (screen == null) {
                logNowAndThen(running);
            } else {
                draw(running, screen.lines());
            }
        } catch (InterruptedException e) {
            LOG.debug("Asked to stop");
        }
    }

    private void draw(Running running, LiveLines lines) throws InterruptedException {
        Throughput throughput = new Throughput();
        do {
            Vitals vitals = running.vitals().get();
            throughput.sample(vitals, System.nanoTime());
            lines.show(RunStatus.lines(vitals, throughput.perSecond(), Instant.now()));
        } while (!closed.await(LIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void logNowAndThen(Running running) throws InterruptedException {
        Throughput throughput = new Throughput();
        Phase phase = Phase.STARTING;
        long rows = 0;
        do {
            Vitals vitals = running.vitals().get();
            throughput.sample(vitals, System.nanoTime());
            if (vitals.status().phase() != phase || throughput.rows() != rows) {
                LOG.info("{}", RunStatus.plain(vitals, throughput.perSecond()));
            }
            phase = vitals.status().phase();
            rows = throughput.rows();
        } while (!closed.await(LOG_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Leaves the terminal with what was printed, and nothing else. Also twice. */
    @Override
    public void close() {
        closed.countDown();
        Thread asking = thread;
        try {
            if (asking != null) {
                asking.join(CLOSE_LIMIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (screen != null) {
            screen.close();
        }
    }

    /** The terminal with lines at its bottom; all that goes to standard output and error meanwhile is printed above them. */
    private record LiveScreen(LiveLines lines, PrintStream out, PrintStream err) implements AutoCloseable {
        LiveScreen {
            requireNonNull(lines, "lines is null");
        }

        static LiveScreen open(TerminalWishes terminal) {
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            LiveLines lines = new LiveLines(
                    new PrintStream(out, false, UTF_8),
                    () -> Tty.size(Tty.Stream.OUTPUT).columns(),
                    terminal.colours(Tty.Stream.OUTPUT));
            LiveScreen screen = new LiveScreen(lines, System.out, System.err);
            System.setOut(new PrintStream(lines.above(out), true, UTF_8));
            if (Tty.isTerminal(Tty.Stream.ERROR)) {
                System.setErr(new PrintStream(lines.above(new FileOutputStream(FileDescriptor.err)), true, UTF_8));
            }
            return screen;
        }

        @Override
        public void close() {
            lines.close();
            System.setOut(out);
            System.setErr(err);
        }
    }
}
