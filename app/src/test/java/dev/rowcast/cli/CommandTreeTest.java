package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.DemoLaunch;
import dev.rowcast.Outcome;
import dev.rowcast.ProductVersion;
import dev.rowcast.config.ConfigurationPage;
import dev.rowcast.config.Setting;
import dev.rowcast.config.SettingsTable;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTreeTest {
    private final TestingCommandLine rowcast = new TestingCommandLine();

    @Test
    void tellsItsVersion() {
        assertThat(rowcast.execute("--version")).isZero();
        assertThat(rowcast.out()).containsExactly("rowcast " + ProductVersion.get());
        assertThat(ProductVersion.get()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(rowcast.execute("--help")).isZero();
        assertThat(String.join("\n", rowcast.out())).contains("demo", "run", "check", "health", "config", "69");
    }

    @Test
    void helpOfACommandNamesEverySetting() {
        assertThat(rowcast.execute("config", "--help")).isZero();
        assertThat(String.join("\n", rowcast.out()))
                .contains(SettingsTable.all().stream().map(Setting::flag).toList())
                .contains("--mysql-password-file", "--config", "--debug");
    }

    @Test
    void configPrintsThePageOfAllSettings() {
        assertThat(rowcast.execute("config", "--markdown")).isZero();
        assertThat(rowcast.out())
                .containsExactlyElementsOf(ConfigurationPage.text().lines().toList());
    }

    @Test
    void missingCommandIsAUsageError() {
        assertThat(rowcast.execute()).isEqualTo(2);
        assertThat(rowcast.err()).containsExactly("rowcast: a command is missing", "rowcast: see rowcast --help");
    }

    @Test
    void unknownCommandIsAUsageErrorWithItsNearMatch() {
        assertThat(rowcast.execute("chekc")).isEqualTo(2);
        assertThat(rowcast.err()).first().isEqualTo("rowcast: unknown command chekc; did you mean check?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--mysql-pasword=geheim", "--mysql-pasword geheim", "--mysql-password very geheim"})
    void usageErrorsShowNoPassword(String options) {
        assertThat(rowcast.execute(("run " + options).split(" ", -1))).isEqualTo(2);
        assertThat(rowcast.err()).hasSize(2).noneMatch(line -> line.contains("geheim"));
    }

    @Test
    void unknownOptionIsAUsageErrorWithItsNearMatch() {
        assertThat(rowcast.execute("run", "--htpp-port=80")).isEqualTo(2);
        assertThat(rowcast.err())
                .containsExactly(
                        "rowcast: unknown option --htpp-port; did you mean --http-port?",
                        "rowcast: see rowcast run --help");
    }

    @Test
    void everyBadSettingHasALineOfItsOwn() {
        rowcast.with("ROWCAST_RETIAN", "both").with("ROWCAST_NAME", "two words");

        assertThat(rowcast.execute("run", "--mysql-port=0")).isEqualTo(78);
        assertThat(rowcast.err())
                .hasSize(3)
                .allMatch(line -> line.matches("rowcast: \\S+ \\(.*\\): found .*; allowed: .*"));
        assertThat(rowcast.launched()).isEmpty();
    }

    @Test
    void runIsLaunchedWithTheSettings() {
        rowcast.with("MYSQL_PASSWORD", "from environment");

        assertThat(rowcast.execute("run", "--mysql-host", "db", "--write-api", "--http-port=0"))
                .isZero();
        assertThat(rowcast.err()).isEmpty();
        assertThat(rowcast.launched()).singleElement().satisfies(settings -> {
            assertThat(settings.database().address()).isEqualTo("db:3306");
            assertThat(settings.database().password().value()).isEqualTo("from environment");
            assertThat(settings.web().writeApi()).isTrue();
            assertThat(settings.web().port()).isZero();
        });
    }

    @Test
    void passwordMayBeginWithTheSignOfArgumentFiles() {
        rowcast.execute("run", "--mysql-password", "@secret");

        assertThat(rowcast.launched().get(0).database().password().value()).isEqualTo("@secret");
    }

    @Test
    void demoIsLaunchedWithItsTraffic() {
        assertThat(rowcast.execute("demo", "--traffic", "5", "--demo-db-port=0"))
                .isZero();
        assertThat(rowcast.demos()).containsExactly(new DemoLaunch.Options(0, 5));
        assertThat(rowcast.launched().get(0).web().writeApi()).isTrue();
    }

    @Test
    void demoIsQuietUnlessToldOtherwise() {
        rowcast.execute("demo");

        assertThat(rowcast.demos()).containsExactly(new DemoLaunch.Options(3307, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--traffic=-1", "--traffic=10001", "--traffic=many", "--mysql-host=db"})
    void demoRefuses(String option) {
        assertThat(rowcast.execute("demo", option)).isEqualTo(2);
        assertThat(rowcast.launched()).isEmpty();
    }

    @Test
    void watchKnowsTheBrokerAndNoDatabase() {
        assertThat(rowcast.execute("watch", "--help")).isZero();
        assertThat(String.join("\n", rowcast.out()))
                .contains("FILTER", "--table", "--json", "--mqtt-url", "mqtt://127.0.0.1:1883", "--log-format")
                .doesNotContain("--mysql-host", "--http-port", "--tables");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--table=", "--table=a.b.c", "--table=.orders", "--table=shop.", "--mysql-host=db"})
    void watchRefuses(String option) {
        assertThat(rowcast.execute("watch", option)).isEqualTo(2);
    }

    @Test
    void outcomeDecidesTheExitCode() {
        rowcast.launching(settings -> new Outcome(69, "the broker was away for 300 s"));

        assertThat(rowcast.execute("run")).isEqualTo(69);
        assertThat(rowcast.err()).containsExactly("rowcast: the broker was away for 300 s");
    }

    @Test
    void failuresHaveExitCodes() {
        assertThat(exitCodeAfter(new MisconfiguredException("a\nb"))).isEqualTo(78);
        assertThat(rowcast.err()).containsExactly("rowcast: a", "rowcast: b");
        assertThat(exitCodeAfter(new SourceUnavailableException("away"))).isEqualTo(69);
        assertThat(exitCodeAfter(new BrokerUnavailableException("away"))).isEqualTo(69);
        assertThat(exitCodeAfter(new IllegalStateException("odd"))).isEqualTo(1);
        assertThat(exitCodeAfter(new InterruptedException("told to stop"))).isZero();
    }

    @Test
    void stackTraceIsShownOnlyOnRequest() {
        exitCodeAfter(new IllegalStateException("odd"));
        List<String> without = rowcast.err();
        exitCodeAfter(new IllegalStateException("odd"), "--debug");

        assertThat(without).containsExactly("rowcast: unexpected: java.lang.IllegalStateException: odd");
        assertThat(rowcast.err()).anyMatch(line -> line.contains("at dev.rowcast.cli."));
    }

    @Test
    void configShowsSettingsWithOriginAndWithoutSecrets() {
        rowcast.with("MYSQL_PASSWORD", "geheim");

        assertThat(rowcast.execute("config", "--mysql-host=db")).isZero();
        assertThat(rowcast.out())
                .hasSameSizeAs(SettingsTable.all())
                .anyMatch(line -> line.matches("MYSQL_HOST +db +\\(flag --mysql-host\\)"))
                .anyMatch(line -> line.matches("MYSQL_PASSWORD +\\*{6} +\\(environment\\)"))
                .anyMatch(line -> line.matches("MYSQL_PORT +3306 +\\(default\\)"))
                .noneMatch(line -> line.contains("geheim"));
    }

    private int exitCodeAfter(Exception failure, String... options) {
        rowcast.launching(settings -> {
            throw failure;
        });
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        return rowcast.execute(arguments.toArray(String[]::new));
    }
}
