package dev.rowcast.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Judges whether a server and its tables can be followed. A pure function of what the server says. */
public final class Preflight {
    private Preflight() {}

    /** One finding or more for each thing that was looked at, in the order of {@link Check}. */
    public static List<Finding> check(ServerFacts facts, Expectations expected) {
        List<Finding> findings = new ArrayList<>(BinlogChecks.check(facts));
        findings.addAll(PrivilegeChecks.onServer(facts));
        findings.add(ReplicaChecks.check(facts, expected.serverId()));
        if (expected.several()) {
            findings.add(GroupChecks.kind(facts));
        }
        return Stream.of(
                        findings,
                        TableChecks.check(facts),
                        PrivilegeChecks.onTables(facts),
                        RuleChecks.check(facts, expected.rules()))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Finding::check))
                .toList();
    }

    /** What is said of all of the group's checks when nothing of it can be looked at. */
    public static List<Finding> notChecked(Group group, String because) {
        return Check.of(group).stream()
                .map(check -> Finding.notChecked(check, because))
                .toList();
    }

    /** The same for the checks of a group beyond one of them. */
    public static List<Finding> notChecked(Check after, String because) {
        return notChecked(after.group(), because).stream()
                .filter(finding -> finding.check().compareTo(after) > 0)
                .toList();
    }
}
