package dev.rowcast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.DemoLaunch;
import dev.rowcast.Outcome;
import dev.rowcast.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line with captured output, an environment of its own, and parts that a test can replace. */
final class TestingCommandLine {
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Settings> launched = new ArrayList<>();
    private final List<DemoLaunch.Options> demos = new ArrayList<>();
    private byte[] input = {};
    private Run run = settings -> Outcome.STOPPED;
    private Inspection inspection = settings -> {
        throw new AssertionError("nobody shall be asked");
    };

    /** What is started in place of a Rowcast. */
    interface Run {
        Outcome run(Settings settings) throws Exception;
    }

    TestingCommandLine with(String name, String text) {
        environment.put(name, text);
        return this;
    }

    /** What stands on standard input. */
    TestingCommandLine typing(String text) {
        input = text.getBytes(UTF_8);
        return this;
    }

    TestingCommandLine launching(Run other) {
        run = other;
        return this;
    }

    TestingCommandLine inspecting(Inspection other) {
        inspection = other;
        return this;
    }

    int execute(String... arguments) {
        Parts parts = new Parts(
                (settings, audience) -> {
                    launched.add(settings);
                    return run.run(settings);
                },
                (settings, options, audience) -> {
                    launched.add(settings);
                    demos.add(options);
                    return run.run(settings);
                },
                inspection,
                new TerminalPrompt(new ByteArrayInputStream(input)));
        CommandLine line = CommandTree.create(parts, environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return line.execute(arguments);
    }

    List<String> out() {
        return out.toString().lines().toList();
    }

    List<String> err() {
        return err.toString().lines().toList();
    }

    /** What {@code run} and {@code demo} were started with. */
    List<Settings> launched() {
        return launched;
    }

    List<DemoLaunch.Options> demos() {
        return demos;
    }
}
