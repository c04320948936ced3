package dev.rowcast.cli;

import static java.util.Objects.requireNonNull;

import dev.rowcast.config.LoadedSettings;
import dev.rowcast.config.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.ParseResult;

/** What a command has been called with, and where it writes to. */
record Invocation(LoadedSettings loaded, ParseResult options, PrintWriter out, PrintWriter err) {
    Invocation {
        requireNonNull(loaded, "loaded is null");
        requireNonNull(options, "options is null");
        requireNonNull(out, "out is null");
        requireNonNull(err, "err is null");
    }

    Settings settings() {
        return loaded.settings();
    }
}
