package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Valid settings and their origins.
 *
 * @param effective one for each setting, in the table's order
 */
public record LoadedSettings(Settings settings, LogLevel logLevel, List<EffectiveSetting> effective) {
    public LoadedSettings {
        requireNonNull(settings, "settings is null");
        requireNonNull(logLevel, "logLevel is null");
        effective = List.copyOf(effective);
    }
}
