package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All places that settings come from.
 *
 * @param flags the command line's, by the setting's name ({@code MYSQL_HOST}) and not by the flag's; the strongest
 * @param environment the process's whole environment
 * @param configFile from the command line; null where only the environment may name a file
 * @param preset what the command decides by itself; the weakest
 */
public record SettingSources(
        Map<String, String> flags, Map<String, String> environment, @Nullable Path configFile, Preset preset) {
    public SettingSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
        requireNonNull(preset, "preset is null");
    }
}
