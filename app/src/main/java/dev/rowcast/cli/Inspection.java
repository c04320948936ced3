package dev.rowcast.cli;

import dev.rowcast.config.Settings;
import dev.rowcast.preflight.Report;

/** Looks at everything that {@code run} needs. */
@FunctionalInterface
public interface Inspection {

    /** On the calling thread; what can not be reached is told in the report. */
    Report inspect(Settings settings) throws InterruptedException;
}
