package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.Launch;
import dev.rowcast.Outcome;

/** Follows the database until it is told to stop. */
record RunCommand(Launch launch) implements Command {

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
            Outcome outcome = launch.run(invocation.settings());
            ErrorLines.print(invocation.err(), outcome.message());
            return outcome.exitCode();
        } catch (InterruptedException e) {
            // Told to stop, and has: the process ends with this thread.
            return ExitCode.OK;
        } catch (Exception e) {
            return ErrorLines.ofExecution(e, invocation.options());
        }
    }
}
