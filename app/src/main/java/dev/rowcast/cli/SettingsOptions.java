package dev.rowcast.cli;

import dev.rowcast.config.Preset;
import dev.rowcast.config.Setting;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.SettingsTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives a command a flag for each setting, and reads them back. */
final class SettingsOptions {
    private static final String CONFIG = "--config";
    private static final String DEBUG = "--debug";

    private SettingsOptions() {}

    static void addTo(CommandSpec spec, Preset preset) {
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("File of settings, NAME=value lines with the names of the environment.")
                .build());
        SettingsTable.all().stream()
                .filter(preset::offers)
                .forEach(setting -> add(spec, setting, preset.defaultOf(setting)));
        spec.addOption(OptionSpec.builder(DEBUG)
                .description("Log at level debug, and print stack traces.")
                .build());
    }

    private static void add(CommandSpec spec, Setting<?> setting, String defaultText) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(setting.name())
                .description(setting.description() + (defaultText.isEmpty() ? "" : " Default: " + defaultText + "."));
        if (setting.isSwitch()) {
            option.arity("0..1").fallbackValue("true").paramLabel("true|false");
        }
        spec.addOption(option.build());
        if (setting.secret()) {
            spec.addOption(OptionSpec.builder(setting.fileFlag())
                    .type(String.class)
                    .paramLabel(setting.fileName())
                    .description("File that holds it; other users can read a command line.")
                    .build());
        }
    }

    static SettingSources sources(ParseResult parsed, Map<String, String> environment, Preset preset) {
        Map<String, String> flags = new HashMap<>();
        for (Setting<?> setting : SettingsTable.all()) {
            put(flags, setting.name(), parsed, setting.flag());
            put(flags, setting.fileName(), parsed, setting.fileFlag());
        }
        if (debug(parsed)) {
            flags.put("ROWCAST_LOG_LEVEL", "debug");
        }
        return new SettingSources(flags, environment, parsed.matchedOptionValue(CONFIG, null), preset);
    }

    static boolean debug(ParseResult parsed) {
        return parsed.hasMatchedOption(DEBUG) || (parsed.hasSubcommand() && debug(parsed.subcommand()));
    }

    private static void put(Map<String, String> flags, String name, ParseResult parsed, String flag) {
        if (parsed.hasMatchedOption(flag)) {
            flags.put(name, parsed.matchedOptionValue(flag, ""));
        }
    }
}
