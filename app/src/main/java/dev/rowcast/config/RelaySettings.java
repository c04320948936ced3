package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The relay's bounds.
 *
 * @param dataDir the directory of the checkpoint; need not exist yet
 * @param maxInFlight messages that may wait for the broker's acknowledgement, 1 to 60000
 * @param connectTimeout how long a first connection may take; zero stands for ever
 */
public record RelaySettings(Path dataDir, int maxInFlight, Duration connectTimeout) {
    public RelaySettings {
        requireNonNull(dataDir, "dataDir is null");
        requireNonNull(connectTimeout, "connectTimeout is null");
        if (maxInFlight < 1 || maxInFlight > SettingsTable.MAX_IN_FLIGHT_MAX) {
            throw new IllegalArgumentException("maxInFlight is out of bounds: " + maxInFlight);
        }
        if (connectTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout is negative: " + connectTimeout);
        }
    }
}
