package dev.rowcast;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * A Rowcast that has been started.
 *
 * @param endpoints where everything is
 * @param database for people
 * @param vitals how it is doing; can be asked on any thread, also when it has stopped
 */
public record Running(Application.Endpoints endpoints, String database, Supplier<Vitals> vitals) {
    public Running {
        requireNonNull(endpoints, "endpoints is null");
        requireNonNull(database, "database is null");
        requireNonNull(vitals, "vitals is null");
    }
}
