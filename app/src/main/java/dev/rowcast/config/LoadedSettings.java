package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Valid settings and their origins.
 *
 * @param demoDatabasePort where the demo's own database listens, 0 to 65535; 0 lets the system pick
 * @param effective one for each setting, in the table's order
 */
public record LoadedSettings(
        Settings settings, int demoDatabasePort, LogSettings log, List<EffectiveSetting> effective) {
    public LoadedSettings {
        requireNonNull(settings, "settings is null");
        requireNonNull(log, "log is null");
        effective = List.copyOf(effective);
    }
}
