package dev.rowcast.cli;

import static java.util.Objects.requireNonNullElse;

import dev.rowcast.ExitCode;
import dev.rowcast.config.InvalidSettingsException;
import dev.rowcast.config.NearMatch;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into lines on stderr, one for each problem, and an exit code. Never prints an argument's value. */
final class ErrorLines {
    private static final String PREFIX = "rowcast: ";

    private ErrorLines() {}

    static int ofUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String message = e instanceof UnmatchedArgumentException unmatched ? describe(unmatched) : e.getMessage();
        print(err, requireNonNullElse(message, "the command line can not be understood"));
        print(err, "see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    static int ofExecution(Exception e, ParseResult parsed) {
        PrintWriter err = parsed.commandSpec().commandLine().getErr();
        int exitCode = exitCode(e);
        print(err, message(e));
        if (SettingsOptions.debug(parsed)) {
            e.printStackTrace(err);
        }
        return exitCode;
    }

    /** What went wrong, for people. */
    static String message(Exception e) {
        String message = exitCode(e) == ExitCode.UNEXPECTED ? "unexpected: " + e : e.getMessage();
        return requireNonNullElse(message, e.getClass().getSimpleName());
    }

    static void print(PrintWriter err, String message) {
        message.lines().filter(line -> !line.isBlank()).forEach(line -> err.println(PREFIX + line));
        err.flush();
    }

    static int exitCode(Exception e) {
        if (e instanceof InvalidSettingsException || e instanceof MisconfiguredException) {
            return ExitCode.MISCONFIGURED;
        }
        boolean unavailable = e instanceof SourceUnavailableException || e instanceof BrokerUnavailableException;
        return unavailable ? ExitCode.UNAVAILABLE : ExitCode.UNEXPECTED;
    }

    /** Only an option's name or a command's: an argument that was not understood may be half a password. */
    private static String describe(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        boolean option = argument.startsWith("-");
        boolean command = !option && e.getCommandLine().getParent() == null;
        if (!option && !command) {
            return "an argument that belongs to no option (quote values with spaces)";
        }
        String name = option ? argument.split("=", 2)[0] : argument;
        return "unknown " + (option ? "option " : "command ") + name
                + NearMatch.question(name, known(e.getCommandLine(), option));
    }

    private static Collection<String> known(CommandLine command, boolean options) {
        if (!options) {
            return command.getSubcommands().keySet();
        }
        List<String> names = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }
}
