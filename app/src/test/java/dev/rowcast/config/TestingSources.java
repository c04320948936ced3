package dev.rowcast.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Loads settings from what a test gives, and nothing of the machine's own environment. */
final class TestingSources {
    private TestingSources() {}

    static LoadedSettings load(Map<String, String> environment) {
        return load(sources(environment));
    }

    static LoadedSettings load(SettingSources sources) {
        try {
            return SettingsLoader.load(sources);
        } catch (InvalidSettingsException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static List<Problem> problems(Map<String, String> environment) {
        return problems(sources(environment));
    }

    static List<Problem> problems(SettingSources sources) {
        return Assertions.catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(sources))
                .problems();
    }

    static SettingSources sources(Map<String, String> environment) {
        return new SettingSources(Map.of(), environment, null, Preset.NONE);
    }

    static SettingSources sources(Map<String, String> flags, Map<String, String> environment, @Nullable Path file) {
        return new SettingSources(flags, environment, file, Preset.NONE);
    }
}
