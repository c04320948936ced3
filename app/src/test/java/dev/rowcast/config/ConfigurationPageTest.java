package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of settings in the documentation. */
final class ConfigurationPageTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");
    private static final Pattern BETWEEN_CELLS = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    private final List<String> rows = ConfigurationPage.text()
            .lines()
            .filter(line -> line.startsWith("| `"))
            .toList();

    @Test
    void fileSaysWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(FILE))
                .as("%s is not up to date: ./rowcast config --markdown >docs/configuration.md", FILE)
                .isEqualTo(ConfigurationPage.text());
    }

    @Test
    void eachSettingHasARowOfFiveCells() {
        assertThat(rows).hasSameSizeAs(SettingsTable.all());
        assertThat(rows)
                .allSatisfy(row -> assertThat(BETWEEN_CELLS.splitAsStream(row)).hasSize(6));
    }

    @Test
    void rowTellsDefaultAndBounds() {
        assertThat(rows)
                .contains("| `ROWCAST_MAX_IN_FLIGHT` | `--max-in-flight` | `1000` | a whole number from 1 to 60000 |"
                        + " Messages that may wait for the broker's acknowledgement. |")
                .anyMatch(row -> row.startsWith("| `MQTT_URL` | `--mqtt-url` | unset | mqtt://host[:port], "));
    }

    @Test
    void secretCanAlsoBeGivenAsAFile() {
        assertThat(rows)
                .contains(
                        "| `MYSQL_PASSWORD`<br>`MYSQL_PASSWORD_FILE` | `--mysql-password`<br>`--mysql-password-file` |"
                                + " empty | any text | Its password. |");
    }

    @Test
    void settingsStandInSectionsInTheTablesOrder() {
        assertThat(ConfigurationPage.text().lines().filter(line -> line.startsWith("## ")))
                .hasSize(11)
                .first()
                .isEqualTo("## Database");
        assertThat(rows).zipSatisfy(SettingsTable.all(), (row, setting) -> assertThat(row)
                .startsWith("| `" + setting.name() + "`"));
    }

    @Test
    void codeHasNothingThatIsEscapedInText() {
        assertThat(SettingsTable.all())
                .flatExtracting(Setting::description, Setting::allowed)
                .allSatisfy(text -> assertThat(CODE.matcher(text.toString()).results())
                        .noneMatch(code -> code.group().matches(".*[|*<].*")));
    }
}
