package dev.rowcast.preflight;

import java.util.List;
import java.util.stream.Collectors;

/** Reads a list of findings as a whole. */
public final class Findings {
    private Findings() {}

    /** Whether nothing stands in the way of following the server. */
    public static boolean allowFollowing(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.severity().blocks());
    }

    /** What stands in the way, one per line, each with what was found, what is needed and what mends it; empty if nothing does. */
    public static String describe(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity().blocks())
                .map(Finding::toString)
                .collect(Collectors.joining("\n"));
    }
}
