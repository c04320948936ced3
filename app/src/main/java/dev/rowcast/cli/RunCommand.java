package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.Launch;
import dev.rowcast.Outcome;
import dev.rowcast.config.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the database until it is told to stop. */
record RunCommand(Launch launch) implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Override
    public int run(Invocation invocation) {
        StopSignal signal = StopSignal.install(Launch.STOP_LIMIT);
        int exitCode = ExitCode.UNEXPECTED;
        try {
            exitCode = launch(invocation);
        } finally {
            signal.finished(exitCode);
        }
        return exitCode;
    }

    private int launch(Invocation invocation) {
        try {
            Outcome outcome = displayed(invocation);
            complain(invocation, outcome.message());
            return outcome.exitCode();
        } catch (InterruptedException e) {
            // Told to stop, and has: the process ends with this thread.
            return ExitCode.OK;
        } catch (Exception e) {
            if (invocation.loaded().log().format() == LogFormat.JSON) {
                LOG.error("{}", ErrorLines.message(e), e);
                return ErrorLines.exitCode(e);
            }
            return ErrorLines.ofExecution(e, invocation.options());
        }
    }

    private Outcome displayed(Invocation invocation) throws Exception {
        try (RunDisplay display = RunDisplay.open(invocation.loaded().log().format(), invocation.terminal())) {
            return launch.run(invocation.settings(), display);
        }
    }

    /** As all that is said: nothing, where there is nothing to say. */
    private static void complain(Invocation invocation, String message) {
        if (invocation.loaded().log().format() == LogFormat.TEXT) {
            ErrorLines.print(invocation.err(), message);
        } else if (!message.isBlank()) {
            LOG.error("{}", message);
        }
    }
}
