package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.Severity;
import java.util.List;
import java.util.Locale;

/** Prints whether the database can be followed, and what mends what stands in the way. */
record CheckCommand(Inspection inspection) implements Command {

    @Override
    public int run(Invocation invocation) throws Exception {
        DatabaseSettings database = invocation.settings().database();
        ServerFacts facts = inspection.inspect(database);
        List<Finding> findings =
                Preflight.check(facts, invocation.settings().selection().rules());
        findings.forEach(finding -> invocation.out().println(line(finding)));

        String server = database.address() + " (" + facts.identity().version() + ")";
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
