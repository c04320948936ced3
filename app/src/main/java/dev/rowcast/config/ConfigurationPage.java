package dev.rowcast.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of settings as a page of Markdown, so that the documentation says what the code does: {@code
 * docs/configuration.md}. Pure.
 */
public final class ConfigurationPage {
    /**
     * A part of the table.
     *
     * @param first the section goes on to the next one's first, so a new setting is in the section in which it stands
     */
    private record Section(String title, Setting<?> first) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("Database", SettingsTable.MYSQL_HOST),
            new Section("Tables, columns and rows", SettingsTable.TABLES),
            new Section("External broker", SettingsTable.MQTT_URL),
            new Section("Messages and topics", SettingsTable.OVERSIZED),
            new Section("Counts, Home Assistant, birth", SettingsTable.COUNTS),
            new Section("Instance", SettingsTable.NAME),
            new Section("Addresses and ports", SettingsTable.BIND),
            new Section("Users and rights on the embedded broker", SettingsTable.PASSWORD_FILE),
            new Section("TLS, origins and bounds of the embedded broker", SettingsTable.TLS_CERT),
            new Section("HTTP interface", SettingsTable.WRITE_API),
            new Section("Relay, demo, log", SettingsTable.CONNECT_TIMEOUT));

    private static final String INTRODUCTION =
            """
            # Configuration

            <!-- Written by `./rowcast config --markdown >docs/configuration.md`: change the table of settings, not this file. -->

            Each setting is a flag, a variable of the environment, or a `NAME=value` line of the file that `--config` or
            `ROWCAST_CONFIG` names; the first of these that gives it holds, then the default. An empty variable counts as not given.
            A secret can also be given as the name of a file that holds nothing else, under its second name (and flag), which keeps
            it out of command lines and environments. All mistakes are told at once, before anything starts; the exit code is then
            78. `./rowcast config` prints what holds, and where each setting comes from.
            """;

    private ConfigurationPage() {}

    /** The page, each line ended by a line feed. */
    public static String text() {
        List<String> lines = new ArrayList<>();
        for (Setting<?> setting : SettingsTable.all()) {
            SECTIONS.stream()
                    .filter(section -> section.first().equals(setting))
                    .forEach(section -> addHead(lines, section));
            lines.add(row(setting));
        }
        return INTRODUCTION + String.join("\n", lines) + "\n";
    }

    private static void addHead(List<String> lines, Section section) {
        lines.addAll(List.of(
                "",
                "## " + section.title(),
                "",
                "| setting | flag | default | allowed | meaning |",
                "|---|---|---|---|---|"));
    }

    private static String row(Setting<?> setting) {
        String names = code(setting.name());
        String flags = code(setting.flag());
        if (setting.secret()) {
            names += "<br>" + code(setting.fileName());
            flags += "<br>" + code(setting.fileFlag());
        }
        return "| "
                + String.join(
                        " | ",
                        names,
                        flags,
                        defaultOf(setting),
                        escaped(setting.allowed()),
                        escaped(setting.description()))
                + " |";
    }

    private static String defaultOf(Setting<?> setting) {
        String text = setting.defaultText();
        if (text == null) {
            return "unset";
        }
        return text.isEmpty() ? "empty" : code(text);
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    /** As text in a table's cell; what stands in backticks has none of these signs, or they would be shown with the escape. */
    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
