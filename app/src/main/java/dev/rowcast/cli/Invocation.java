package dev.rowcast.cli;

import static java.util.Objects.requireNonNull;

import dev.rowcast.config.LoadedSettings;
import dev.rowcast.config.Settings;
import dev.rowcast.terminal.TerminalWishes;
import java.io.PrintWriter;
import picocli.CommandLine.ParseResult;

/** What a command has been called with, where it writes to, and what is wanted of terminals. */
record Invocation(
        LoadedSettings loaded, ParseResult options, PrintWriter out, PrintWriter err, TerminalWishes terminal) {
    Invocation {
        requireNonNull(loaded, "loaded is null");
        requireNonNull(options, "options is null");
        requireNonNull(out, "out is null");
        requireNonNull(err, "err is null");
        requireNonNull(terminal, "terminal is null");
    }

    Settings settings() {
        return loaded.settings();
    }
}
