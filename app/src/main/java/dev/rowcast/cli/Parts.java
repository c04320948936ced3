package dev.rowcast.cli;

import static java.util.Objects.requireNonNull;

import dev.rowcast.DemoLaunch;
import dev.rowcast.Launch;

/** What the commands set in motion. */
public record Parts(Launch run, DemoLaunch demo, Inspection inspection, PasswordPrompt passwordPrompt) {
    public Parts {
        requireNonNull(run, "run is null");
        requireNonNull(demo, "demo is null");
        requireNonNull(inspection, "inspection is null");
        requireNonNull(passwordPrompt, "passwordPrompt is null");
    }
}
