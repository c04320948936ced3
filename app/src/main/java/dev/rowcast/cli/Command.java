package dev.rowcast.cli;

/** What a command does, after its settings have been found good. */
@FunctionalInterface
interface Command {

    /**
     * Runs on the calling thread.
     *
     * @return one of {@link dev.rowcast.ExitCode}'s
     */
    int run(Invocation invocation) throws Exception;
}
