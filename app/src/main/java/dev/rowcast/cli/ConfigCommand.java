package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.config.ConfigurationPage;
import dev.rowcast.config.EffectiveSetting;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints each setting as it holds, with its origin; or all there are, as a page of the documentation. */
final class ConfigCommand implements Command {
    private static final String MARKDOWN = "--markdown";

    static void addOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(MARKDOWN)
                .description(
                        "Print a page of all settings with their defaults and bounds instead: docs/configuration.md.")
                .build());
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.options().hasMatchedOption(MARKDOWN)) {
            invocation.out().print(ConfigurationPage.text());
            return ExitCode.OK;
        }
        List<EffectiveSetting> settings = invocation.loaded().effective();
        String format = "%-" + width(settings, EffectiveSetting::name) + "s  %-"
                + width(settings, EffectiveSetting::shown) + "s  (%s)";
        settings.forEach(setting -> invocation
                .out()
                .println(String.format(Locale.ROOT, format, setting.name(), setting.shown(), setting.origin())));
        return ExitCode.OK;
    }

    private static int width(List<EffectiveSetting> settings, Function<EffectiveSetting, String> column) {
        return settings.stream().map(column).mapToInt(String::length).max().orElse(1);
    }
}
