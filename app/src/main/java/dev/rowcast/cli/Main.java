package dev.rowcast.cli;

import dev.rowcast.DemoLaunch;
import dev.rowcast.Outcome;
import dev.rowcast.config.Settings;
import dev.rowcast.mysql.ServerLogin;

/** The process's entry: wires the commands to what they set in motion, and ends with their exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Parts parts = new Parts(Main::run, Main::demo, ServerLogin::inspect);
        System.exit(CommandTree.create(parts, System.getenv()).execute(arguments));
    }

    private static Outcome run(Settings settings) {
        throw new UnsupportedOperationException(
                "following " + settings.database().tables());
    }

    private static Outcome demo(Settings settings, DemoLaunch.Options options) {
        throw new UnsupportedOperationException(
                "the demo of " + settings.database().tables() + " with " + options);
    }
}
