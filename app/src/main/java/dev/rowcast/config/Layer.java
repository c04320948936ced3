package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the places that settings come from.
 *
 * @param texts by the setting's name, or for a secret by the name of the setting that holds its file
 */
record Layer(Kind kind, String place, Map<String, String> texts) {
    enum Kind {
        FLAGS,
        ENVIRONMENT,
        FILE
    }

    /** A setting's text and where it was given. */
    record Given(String text, String origin) {
        Given {
            requireNonNull(text, "text is null");
            requireNonNull(origin, "origin is null");
        }
    }

    Layer {
        texts = Map.copyOf(texts);
    }

    String originOf(String name) {
        return kind == Kind.FLAGS ? "flag " + Setting.flagOf(name) : place;
    }

    /**
     * What this place says of the setting; null if nothing.
     *
     * @throws InvalidSettingsException if it says two things at once, or names a file that can not be read
     */
    @Nullable
    Given find(Setting<?> setting) throws InvalidSettingsException {
        String text = texts.get(setting.name());
        String file = setting.secret() ? texts.get(setting.fileName()) : null;
        if (file == null) {
            return text == null ? null : new Given(text, originOf(setting.name()));
        }
        if (text != null) {
            throw InvalidSettingsException.of(new Problem(
                    setting.name(),
                    originOf(setting.name()),
                    "both " + setting.name() + " and " + setting.fileName(),
                    "only one of them"));
        }
        return new Given(readSecret(setting, file), originOf(setting.fileName()) + ", file " + file);
    }

    private String readSecret(Setting<?> setting, String file) throws InvalidSettingsException {
        try {
            return ConfigFile.readSecret(Path.of(file));
        } catch (InvalidPathException | IOException e) {
            throw InvalidSettingsException.of(new Problem(
                    setting.fileName(),
                    originOf(setting.fileName()),
                    '"' + file + "\", which can not be read (" + e.getClass().getSimpleName() + ")",
                    "a readable file that holds nothing but the secret"));
        }
    }
}
