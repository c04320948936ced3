package dev.rowcast;

import dev.rowcast.config.Settings;

/** Starts the demo's own database and, against it, what {@link Launch} starts; stops under the same rules. */
@FunctionalInterface
public interface DemoLaunch {

    /**
     * Runs on the calling thread, see {@link Launch#run}. The settings' database is to be replaced by the demo's own
     * ({@link Settings#withDatabase}).
     */
    Outcome run(Settings settings, Options options, Audience audience) throws Exception;

    /**
     * What only the demo can be told.
     *
     * @param databasePort where its database listens, 0 to 65535; 0 lets the system pick
     * @param changesPerSecond how many changes it makes by itself; 0 for none
     */
    record Options(int databasePort, int changesPerSecond) {}
}
