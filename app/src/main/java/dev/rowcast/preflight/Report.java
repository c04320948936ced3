package dev.rowcast.preflight;

import java.util.List;

/**
 * Everything that was looked at, at once.
 *
 * @param sections at least one; each of the database's servers has two
 */
public record Report(List<Section> sections) {
    public Report {
        sections = List.copyOf(sections);
    }

    public List<Finding> findings() {
        return sections.stream().flatMap(section -> section.findings().stream()).toList();
    }

    /** How many findings are of the severity. */
    public long count(Severity severity) {
        return findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Whether nothing stands in the way of {@code run}. */
    public boolean ready() {
        return Findings.allowFollowing(findings());
    }
}
