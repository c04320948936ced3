package dev.rowcast.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.ProductVersion;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Report;
import dev.rowcast.preflight.Section;
import dev.rowcast.preflight.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for programs, as {@code web/schema/check.json} describes it. */
final class ReportJson {
    private ReportJson() {}

    /** One JSON document, on several lines. */
    static String of(Report report, int exitCode) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", ProductVersion.get());
        json.put("ready", report.ready());
        json.put("exit_code", exitCode);
        ObjectNode counts = json.putObject("counts");
        for (Severity severity : Severity.values()) {
            counts.put(name(severity), report.count(severity));
        }
        ArrayNode sections = json.putArray("sections");
        report.sections().forEach(section -> add(sections.addObject(), section));
        return json.toPrettyString();
    }

    private static void add(ObjectNode json, Section section) {
        json.put("group", name(section.group()));
        json.put("subject", section.subject());
        ArrayNode checks = json.putArray("checks");
        for (Finding finding : section.findings()) {
            checks.addObject()
                    .put("id", finding.check().id())
                    .put("subject", finding.subject())
                    .put("status", name(finding.severity()))
                    .put("found", finding.found())
                    .put("needed", orNull(finding.needed()))
                    .put("remedy", orNull(finding.remedy()));
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
