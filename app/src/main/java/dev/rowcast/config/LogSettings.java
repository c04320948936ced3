package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

/** How much is logged, and how it is written. */
public record LogSettings(LogLevel level, LogFormat format) {
    public LogSettings {
        requireNonNull(level, "level is null");
        requireNonNull(format, "format is null");
    }
}
