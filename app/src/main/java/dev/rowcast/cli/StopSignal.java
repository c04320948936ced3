package dev.rowcast.cli;

import static java.util.Objects.requireNonNull;

import dev.rowcast.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interrupt of a running command's thread, and gives it a bounded time to close
 * everything. The process then ends with the command's exit code, which after good order is 0 and not 130 or 143: to
 * service managers a service that was told to stop and did has not failed. Out of time it ends with 1.
 */
final class StopSignal {
    /** For good: hooks of the JVM run at the same time, in no order, and {@code exit} within one never returns. */
    interface Halt {
        void halt(int exitCode);
    }

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final Thread command;
    private final Duration limit;
    private final Halt halt;
    private final Thread hook = new Thread(this::stop, "stop");
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger();

    StopSignal(Thread command, Duration limit, Halt halt) {
        this.command = requireNonNull(command, "command is null");
        this.limit = requireNonNull(limit, "limit is null");
        this.halt = requireNonNull(halt, "halt is null");
    }

    /** Waits for signals to this process on behalf of the calling thread. */
    static StopSignal install(Duration limit) {
        StopSignal signal = new StopSignal(Thread.currentThread(), limit, Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** The command has closed everything and said what it had to say. If a signal has arrived, the process ends now. */
    void finished(int code) {
        exitCode.set(code);
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("Stopped by a signal");
        }
    }

    /** What the JVM calls, on a thread of its own, when a signal arrives. */
    void stop() {
        command.interrupt();
        boolean inTime = awaitFinished();
        if (!inTime) {
            System.err.println("rowcast: not stopped within " + limit.toSeconds() + " s, ending the process");
        }
        halt.halt(inTime ? exitCode.get() : ExitCode.UNEXPECTED);
    }

    private boolean awaitFinished() {
        try {
            return finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
