package dev.rowcast.preflight;

import dev.rowcast.preflight.GroupFacts.Errant;
import java.util.ArrayList;
import java.util.List;

/** Judges the servers of a replication group, where {@code MYSQL_HOST} names several. */
public final class GroupChecks {
    private static final String NEEDED_KIND =
            "MySQL's GTIDs on all of them, for only with these a place in the binlog of one can be found in that of another";

    private GroupChecks() {}

    /** Whether one of them can be followed as one of several. */
    static Finding kind(ServerFacts facts) {
        boolean gtids = facts.identity().flavour() == Flavour.MYSQL
                && "ON".equalsIgnoreCase(facts.binlog().gtidMode());
        String found =
                switch (facts.identity().flavour()) {
                    case MYSQL -> "MySQL with gtid_mode " + facts.binlog().gtidMode();
                    case MARIADB -> "MariaDB";
                };
        return gtids
                ? Finding.ok(Check.SEVERAL_SERVERS, found, NEEDED_KIND)
                : new Finding(
                        Check.SEVERAL_SERVERS,
                        Severity.ERROR,
                        found + " as one of several servers in MYSQL_HOST",
                        NEEDED_KIND,
                        "set gtid_mode = ON on all of them, or name one server in MYSQL_HOST");
    }

    /** What the servers are to one another. */
    public static List<Finding> check(GroupFacts facts) {
        List<Finding> findings = new ArrayList<>();
        findings.add(followed(facts));
        if (facts.followed().isEmpty()) {
            findings.add(Finding.notChecked(Check.ERRANT_TRANSACTIONS, "no server answers"));
        } else if (facts.errant().isEmpty()) {
            String needed = "none, for rows of a replica that has others may differ";
            findings.add(Finding.ok(Check.ERRANT_TRANSACTIONS, "none", needed));
        }
        facts.errant().stream().map(GroupChecks::errant).forEach(findings::add);
        return findings;
    }

    private static Finding followed(GroupFacts facts) {
        String needed = "one that takes writes";
        if (facts.followed().isEmpty()) {
            return Finding.notChecked(Check.SEVERAL_SERVERS, "no server answers");
        }
        String found = facts.followed().get();
        return facts.readOnly()
                ? new Finding(
                        Check.SEVERAL_SERVERS,
                        Severity.WARNING,
                        "none that takes writes and answers, so that " + found + " would be followed",
                        needed,
                        "SET GLOBAL read_only = OFF on the primary, or start it")
                : Finding.ok(Check.SEVERAL_SERVERS, found + ", which takes writes and is the one to follow", needed);
    }

    /** Also said of a replica while the primary is followed. */
    public static Finding errant(Errant errant) {
        return new Finding(
                Check.ERRANT_TRANSACTIONS,
                Severity.WARNING,
                "MySQL at " + errant.replica() + " has errant transactions, which " + errant.primary()
                        + ", the primary, has never executed: " + errant.gtids(),
                "none, for its rows may differ, and should it be promoted they would be published as changes",
                "build that replica anew, or, if its rows are right, commit an empty transaction for each on the"
                        + " primary");
    }
}
