package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.config.DatabaseSettings.Address;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.SourceUnavailableException;
import java.util.List;
import java.util.Locale;

/** Prints whether each of the database's servers can be followed, and what mends what stands in the way. */
record CheckCommand(Inspection inspection) implements Command {

    @Override
    public int run(Invocation invocation) throws Exception {
        DatabaseSettings database = invocation.settings().database();
        int outcome = ExitCode.OK;
        for (Address server : database.servers()) {
            outcome = Math.max(outcome, check(invocation, database, server));
        }
        return outcome;
    }

    private int check(Invocation invocation, DatabaseSettings database, Address address) throws Exception {
        ServerFacts facts;
        try {
            facts = inspection.inspect(database, address);
        } catch (SourceUnavailableException e) {
            if (database.servers().size() == 1) {
                throw e;
            }
            // The others may be fine.
            ErrorLines.print(invocation.err(), String.valueOf(e.getMessage()));
            return ExitCode.UNAVAILABLE;
        }
        List<Finding> findings =
                Preflight.check(facts, invocation.settings().selection().rules());
        findings.forEach(finding -> invocation.out().println(line(finding)));

        String server = address + " (" + facts.identity().version() + ")";
        if (!Findings.allowFollowing(findings)) {
            long errors = findings.stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .count();
            ErrorLines.print(invocation.err(), server + " can not be followed yet, to mend: " + errors);
            return ExitCode.MISCONFIGURED;
        }
        invocation.out().println(server + " can be followed: " + database.tables());
        return ExitCode.OK;
    }

    private static String line(Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        String text = finding.severity() == Severity.OK ? finding.check() + ": " + finding.found() : finding.toString();
        return String.format(Locale.ROOT, "%-7s  %s", severity, text);
    }
}
