package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What was found out about one server, its tables, the broker or this machine.
 *
 * @param subject which one, for people: an address, a list of tables
 * @param findings in the order of {@link Check}
 */
public record Section(Group group, String subject, List<Finding> findings) {
    public Section {
        requireNonNull(group, "group is null");
        requireNonNull(subject, "subject is null");
        findings = List.copyOf(findings);
    }
}
