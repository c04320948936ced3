package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

/**
 * A setting as it holds, for people.
 *
 * @param shown its text; a secret's mask, empty where the setting is unset
 * @param origin where it comes from
 */
public record EffectiveSetting(String name, String shown, String origin) {
    public EffectiveSetting {
        requireNonNull(name, "name is null");
        requireNonNull(shown, "shown is null");
        requireNonNull(origin, "origin is null");
    }
}
