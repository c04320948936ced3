package dev.rowcast.cli;

import dev.rowcast.DemoLaunch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Shows everything on a database of its own. */
record DemoCommand(DemoLaunch launch) implements Command {
    private static final String TRAFFIC = "--traffic";
    private static final int TRAFFIC_MAX = 10_000;

    static void addOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(TRAFFIC)
                .type(Integer.class)
                .paramLabel("N")
                .description("Change N orders a second, 0 to " + TRAFFIC_MAX + ". Default: 0.")
                .build());
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        int changesPerSecond = invocation.options().matchedOptionValue(TRAFFIC, 0);
        if (changesPerSecond < 0 || changesPerSecond > TRAFFIC_MAX) {
            throw new ParameterException(
                    invocation.options().commandSpec().commandLine(),
                    TRAFFIC + ": found " + changesPerSecond + "; allowed: 0 to " + TRAFFIC_MAX);
        }
        DemoLaunch.Options options = new DemoLaunch.Options(invocation.loaded().demoDatabasePort(), changesPerSecond);
        return new RunCommand((settings, audience) -> launch.run(settings, options, audience)).run(invocation);
    }
}
