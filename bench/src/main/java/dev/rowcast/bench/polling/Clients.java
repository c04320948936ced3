package dev.rowcast.bench.polling;

import java.sql.SQLException;

/** Some clients of one way. They are connected when they are made, and learn nothing of changes from before that. One thread. */
interface Clients extends AutoCloseable {

    /** Begins to ask, where that has to be done. */
    void start();

    /**
     * Asks no more.
     *
     * @throws IllegalStateException if one has failed meanwhile
     */
    void stop() throws InterruptedException;

    /** What the first one saw. */
    Sightings sightings();

    /** What all of them did. */
    Tally tally();

    @Override
    void close() throws SQLException;
}
