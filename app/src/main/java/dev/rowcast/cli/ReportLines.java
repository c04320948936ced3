package dev.rowcast.cli;

import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Report;
import dev.rowcast.preflight.Section;
import dev.rowcast.preflight.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people: a line for each finding, and for what has to be mended what is needed and what mends it. */
final class ReportLines {
    /** Of one check, as of hundreds of tables that patterns match; more of them are told in one line. */
    private static final int MOST_ALIKE = 5;

    private static final String INDENT = "        ";

    private final List<String> lines = new ArrayList<>();

    private ReportLines() {}

    static List<String> of(Report report) {
        ReportLines printed = new ReportLines();
        report.sections().forEach(printed::add);
        return printed.lines;
    }

    private void add(Section section) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        String title = section.group().title();
        lines.add(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + ": " + section.subject());
        List<Finding> findings = section.findings();
        for (int begin = 0; begin < findings.size(); ) {
            int end = begin + 1;
            while (end < findings.size() && alike(findings.get(begin), findings.get(end))) {
                end++;
            }
            add(findings.subList(begin, end));
            begin = end;
        }
    }

    /** Whether both may be told in one line. */
    private static boolean alike(Finding one, Finding other) {
        return one.severity() == other.severity()
                && switch (one.severity()) {
                    case OK -> one.check() == other.check();
                    case NOT_CHECKED -> one.found().equals(other.found());
                    case WARNING, UNREACHABLE, ERROR -> false;
                };
    }

    /** @param alike one or more */
    private void add(List<Finding> alike) {
        Finding first = alike.get(0);
        switch (first.severity()) {
            case OK -> {
                if (alike.size() > MOST_ALIKE) {
                    lines.add(
                            line(first.severity(), first.check().title() + ": as needed, " + alike.size() + " times"));
                } else {
                    alike.forEach(
                            finding -> lines.add(line(finding.severity(), finding.subject() + ": " + finding.found())));
                }
            }
            case NOT_CHECKED ->
                lines.add(line(
                        first.severity(),
                        alike.stream().map(Finding::subject).collect(Collectors.joining(", ")) + ": " + first.found()));
            case WARNING, UNREACHABLE, ERROR -> {
                lines.add(line(first.severity(), first.subject() + ": " + first.found()));
                lines.add(INDENT + "needed: " + first.needed());
                lines.add(INDENT + "to mend: " + first.remedy());
            }
        }
    }

    private static String line(Severity severity, String text) {
        String word =
                switch (severity) {
                    case OK -> "OK";
                    case NOT_CHECKED -> "SKIP";
                    case WARNING -> "WARN";
                    case UNREACHABLE, ERROR -> "FAIL";
                };
        return String.format(Locale.ROOT, "  %-4s  %s", word, text);
    }
}
