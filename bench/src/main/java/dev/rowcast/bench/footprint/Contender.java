package dev.rowcast.bench.footprint;

import java.io.IOException;
import java.sql.SQLException;

/** A program with options. One thread. */
interface Contender {
    /** In what it is started for. */
    enum Start {
        /** For the first time, on a table without rows. */
        EMPTY,
        /** For the first time, on the table. */
        FULL,
        /** Again, as one that had the table before the backlog was written. */
        BEHIND
    }

    /** In tables; different from all others'. */
    String name();

    /** What it is started with besides. */
    String options();

    /** What is to be done once the table is full and before there is a backlog. */
    void prepare() throws IOException, InterruptedException, SQLException;

    /** Starts it, and does not wait. */
    Attempt launch(Start start) throws IOException, InterruptedException;
}
