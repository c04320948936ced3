package dev.rowcast.config;

import dev.rowcast.config.Layer.Given;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single settings from layers, strongest first, and collects what is wrong with them. Used on one thread. */
final class SettingsReader {
    private final List<Layer> layers;
    private final Preset preset;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Setting<?>, EffectiveSetting> effective = new LinkedHashMap<>();
    private final Set<Setting<?>> faulty = new HashSet<>();

    SettingsReader(List<Layer> layers, Preset preset) {
        this.layers = List.copyOf(layers);
        this.preset = preset;
    }

    /** The value of a setting that has a default; after a problem, the default's. */
    <T> T read(Setting<T> setting) {
        T value = find(setting);
        if (value != null) {
            return value;
        }
        String defaultText = setting.defaultText();
        if (defaultText == null) {
            throw new IllegalArgumentException(setting.name() + " has no default");
        }
        return setting.format().parse(defaultText);
    }

    /** The value of a setting; null where it is unset, and after a problem. */
    <T> @Nullable T find(Setting<T> setting) {
        Given given = given(setting);
        boolean unset = given.text().isEmpty() && setting.defaultText() == null;
        String shown = setting.secret() && !given.text().isEmpty() ? Secret.MASK : given.text();
        effective.put(setting, new EffectiveSetting(setting.name(), shown, given.origin()));
        if (unset) {
            return null;
        }
        try {
            return setting.format().parse(given.text());
        } catch (IllegalArgumentException e) {
            reject(setting, Problem.withText(setting, given.origin(), given.text(), allowed(setting, given.text())));
            return null;
        }
    }

    void reject(Setting<?> setting, Problem problem) {
        faulty.add(setting);
        problems.add(problem);
    }

    /** Rejects a setting that has been read, for where it was given. */
    void reject(Setting<?> setting, String found, String allowed) {
        reject(setting, new Problem(setting.name(), originOf(setting), found, allowed));
    }

    /** Whether what was read is what was given, so that settings can be compared with each other. */
    boolean areSound(Setting<?>... settings) {
        return Set.of(settings).stream().noneMatch(faulty::contains);
    }

    /** Whether a setting that has been read, and has no default, is set. */
    boolean isGiven(Setting<?> setting) {
        EffectiveSetting read = effective.get(setting);
        return read != null && !read.shown().isEmpty();
    }

    /** Replaces what is shown of a setting whose value was derived. */
    void derived(Setting<?> setting, String shown, String origin) {
        effective.put(setting, new EffectiveSetting(setting.name(), shown, origin));
    }

    String originOf(Setting<?> setting) {
        EffectiveSetting read = effective.get(setting);
        return read == null ? "" : read.origin();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** In the table's order. */
    List<EffectiveSetting> effective() {
        return SettingsTable.all().stream().map(effective::get).toList();
    }

    private Given given(Setting<?> setting) {
        if (preset.offers(setting)) {
            try {
                for (Layer layer : layers) {
                    Given given = layer.find(setting);
                    if (given != null) {
                        return given;
                    }
                }
            } catch (InvalidSettingsException e) {
                e.problems().forEach(problem -> reject(setting, problem));
            }
        }
        return new Given(preset.defaultOf(setting), preset.decides(setting) ? preset.name() : "default");
    }

    private static String allowed(Setting<?> setting, String text) {
        return text.startsWith("tcp://")
                ? setting.allowed() + " (Kubernetes sets this variable for a service of that name unless"
                        + " enableServiceLinks is false)"
                : setting.allowed();
    }
}
