package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.config.EffectiveSetting;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Prints each setting as it holds, with its origin. */
final class ConfigCommand implements Command {

    @Override
    public int run(Invocation invocation) {
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
