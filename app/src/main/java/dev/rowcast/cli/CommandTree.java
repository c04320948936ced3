package dev.rowcast.cli;

import static java.util.Objects.requireNonNull;

import dev.rowcast.ExitCode;
import dev.rowcast.ProductVersion;
import dev.rowcast.config.LoadedSettings;
import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingsLoader;
import dev.rowcast.terminal.TerminalWishes;
import dev.rowcast.terminal.Tty;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands and their options, built from the table of settings. Used on one thread. */
public final class CommandTree {
    private static final int HELP_WIDTH = 110;
    private static final int HELP_OPTION_WIDTH = 50;

    private final Map<String, String> environment;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final PasswdCommand passwd;

    /** A command with all that sets it apart from the others. */
    private record Entry(Command command, Preset preset, String description) {}

    private CommandTree(Parts parts, Map<String, String> environment) {
        requireNonNull(parts, "parts is null");
        this.environment = Map.copyOf(environment);
        this.passwd = new PasswdCommand(parts.passwordPrompt());
        entries.put(
                "demo",
                new Entry(
                        new DemoCommand(parts.demo()),
                        Preset.DEMO,
                        "Shows everything on a database of its own, with sample orders; needs no set-up."));
        entries.put(
                "run",
                new Entry(
                        new RunCommand(parts.run()),
                        Preset.RUN,
                        "Broadcasts the changes of a MySQL or MariaDB server until it is told to stop."));
        entries.put(
                "check",
                new Entry(
                        new CheckCommand(parts.inspection()),
                        Preset.RUN,
                        "Tells whether everything is there for run, and what mends what stands in the way."));
        entries.put(
                "health",
                new Entry(
                        new HealthCommand(),
                        Preset.HEALTH,
                        "Asks a running instance on this machine whether changes flow; for container health checks."));
        entries.put(
                "watch",
                new Entry(
                        new WatchCommand(),
                        Preset.WATCH,
                        "Shows a table as it changes, as any MQTT client can see it: in a terminal, or a line for each"
                                + " change."));
        entries.put(
                "config",
                new Entry(new ConfigCommand(), Preset.NONE, "Prints each setting as it holds, with its origin."));
    }

    /**
     * A command line to {@code execute}; it writes to stdout and stderr unless told otherwise, and returns one of {@link
     * ExitCode}'s.
     *
     * @param environment the process's
     */
    public static CommandLine create(Parts parts, Map<String, String> environment) {
        return new CommandTree(parts, environment).build();
    }

    private CommandLine build() {
        CommandSpec root = spec("rowcast", "Broadcasts every row change of a MySQL table over MQTT.");
        root.usageMessage().synopsisSubcommandLabel("COMMAND");
        entries.forEach((name, entry) -> root.addSubcommand(name, subcommand(name, entry)));
        CommandSpec passwords = spec(
                PasswdCommand.NAME,
                "Adds a user of the embedded broker to a file, changes a password, or removes a user.");
        PasswdCommand.addOptions(passwords);
        root.addSubcommand(PasswdCommand.NAME, passwords);
        // A password may begin with the sign that would have picocli read a file of arguments.
        return new CommandLine(root)
                .setExpandAtFiles(false)
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler(ErrorLines::ofUsage);
    }

    private static CommandSpec subcommand(String name, Entry entry) {
        CommandSpec spec = spec(name, entry.description());
        if (entry.command() instanceof DemoCommand) {
            DemoCommand.addOptions(spec);
        }
        if (entry.command() instanceof ConfigCommand) {
            ConfigCommand.addOptions(spec);
        }
        if (entry.command() instanceof CheckCommand) {
            CheckCommand.addOptions(spec);
        }
        if (entry.command() instanceof WatchCommand) {
            WatchCommand.addOptions(spec);
        }
        SettingsOptions.addTo(spec, entry.preset());
        return spec;
    }

    private static CommandSpec spec(String name, String description) {
        CommandSpec spec = CommandSpec.create()
                .name(name)
                .version("rowcast " + ProductVersion.get())
                .mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(description)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .width(HELP_WIDTH)
                .longOptionsMaxWidth(HELP_OPTION_WIDTH)
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(exitCodes());
        return spec;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put(" " + ExitCode.OK, "done, or stopped in good order by a signal");
        exitCodes.put(" " + ExitCode.UNEXPECTED, "unexpected failure; health: not ready");
        exitCodes.put(" " + ExitCode.USAGE, "the command line can not be understood");
        exitCodes.put(Integer.toString(ExitCode.UNAVAILABLE), "database or broker stayed unreachable");
        exitCodes.put(Integer.toString(ExitCode.MISCONFIGURED), "settings, privileges or tables have to be mended");
        return exitCodes;
    }

    private int execute(ParseResult parsed) {
        Integer afterHelp = CommandLine.executeHelpRequest(parsed);
        if (afterHelp != null) {
            return afterHelp;
        }
        if (!parsed.hasSubcommand()) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "a command is missing");
        }
        if (parsed.subcommand().commandSpec().name().equals(PasswdCommand.NAME)) {
            CommandLine line = parsed.subcommand().commandSpec().commandLine();
            return passwd.run(parsed.subcommand(), line.getOut(), line.getErr());
        }
        return execute(
                parsed.subcommand(),
                requireNonNull(entries.get(parsed.subcommand().commandSpec().name())));
    }

    private int execute(ParseResult parsed, Entry entry) {
        CommandLine line = parsed.commandSpec().commandLine();
        try {
            LoadedSettings loaded = SettingsLoader.load(SettingsOptions.sources(parsed, environment, entry.preset()));
            TerminalWishes terminal = TerminalWishes.of(environment);
            Logging.start(loaded.log(), terminal.colours(Tty.Stream.ERROR));
            int exitCode = entry.command().run(new Invocation(loaded, parsed, line.getOut(), line.getErr(), terminal));
            line.getOut().flush();
            return exitCode;
        } catch (ParameterException e) {
            throw e;
        } catch (Exception e) {
            return ErrorLines.ofExecution(e, parsed);
        }
    }
}
