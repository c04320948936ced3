package dev.rowcast.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One running mariadbd. It ends with this JVM, however that ends: the server's shell hands over to it after leaving behind
 * a watcher that reads a pipe whose other end only this JVM holds, and that ends the server when the pipe breaks. (On
 * Windows there is no watcher; {@link #endStale} finds the server at the next start.)
 *
 * <p>Any thread, one at a time.
 */
final class MariadbProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String READY = "ready for connections";

    /** In a POSIX shell {@code $$} stays the same over exec and in subshells: it is the server's process id. */
    private static final String WATCHED =
            "exec 3<&0; (cat <&3 >/dev/null 2>&1; kill -TERM $$ 2>/dev/null) & exec 3<&- </dev/null; exec \"$@\"";

    private final Process process;

    private MariadbProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the server and waits until it takes connections.
     *
     * @param log what the server says; overwritten
     * @throws DemoDatabaseException if it ends before it is ready, or is not ready within a minute
     */
    static MariadbProcess start(List<String> command, Path log)
            throws IOException, DemoDatabaseException, InterruptedException {
        List<String> watched = new ArrayList<>();
        if (!isWindows()) {
            watched.addAll(List.of("/bin/sh", "-c", WATCHED, "sh"));
        }
        watched.addAll(command);
        MariadbProcess server = new MariadbProcess(new ProcessBuilder(watched)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        boolean ready = false;
        try {
            server.awaitReady(log);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                server.kill();
            }
        }
    }

    private void awaitReady(Path log) throws IOException, DemoDatabaseException, InterruptedException {
        long started = System.nanoTime();
        while (!ServerLog.read(log).contains(READY)) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemoDatabaseException("MariaDB did not start: " + ServerLog.whatWentWrong(log));
            }
            if (System.nanoTime() - started > START_LIMIT.toNanos()) {
                throw new DemoDatabaseException(
                        "MariaDB was not ready within " + START_LIMIT.toSeconds() + " s: see " + log);
            }
        }
    }

    /**
     * Ends the server that a killed JVM may have left on a data directory. Only a process that is a MariaDB server and was
     * started with this very pid file is touched.
     */
    static void endStale(Path pidFile) throws IOException, DemoDatabaseException, InterruptedException {
        Optional<ProcessHandle> stale = processOf(pidFile).filter(process -> isServerOf(process, pidFile));
        if (stale.isPresent()) {
            ProcessHandle server = stale.get();
            server.destroy();
            if (!hasEnded(server)) {
                server.destroyForcibly();
                if (!hasEnded(server)) {
                    throw new DemoDatabaseException(
                            "An old MariaDB server (process " + server.pid() + ") does not end: kill it and try again");
                }
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> processOf(Path pidFile) throws IOException {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isServerOf(ProcessHandle process, Path pidFile) {
        String program = process.info().command().orElse("");
        boolean isMariadb = program.contains("mariadbd") || program.contains("mysqld");
        // Some systems do not tell the arguments of a process.
        return isMariadb
                && process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(pidFileOption(pidFile)))
                        .orElse(true);
    }

    private static boolean hasEnded(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit()
                    .orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException e) {
            return !process.isAlive();
        }
    }

    static String pidFileOption(Path pidFile) {
        return "--pid-file=" + pidFile;
    }

    static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Stops the server in good order if it manages within three seconds; committed transactions are on disk either way. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends the server at once, like {@code kill -9}. */
    void kill() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
