package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Group;
import dev.rowcast.preflight.Report;
import dev.rowcast.preflight.Section;
import dev.rowcast.preflight.Severity;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CheckCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Finding FOUND = Finding.ok(Check.DNS, "db is 192.0.2.1", "a name");
    private static final Finding STATEMENTS =
            new Finding(Check.BINLOG_FORMAT, Severity.ERROR, "STATEMENT", "ROW", "SET PERSIST binlog_format = 'ROW'");
    private static final Finding AWAY =
            new Finding(Check.BROKER_TCP, Severity.UNREACHABLE, "no connection", "a broker", "start the broker");
    private static final Finding SLOW =
            new Finding(Check.RECEIVE_MAXIMUM, Severity.WARNING, "5", "10 or more", "raise it on the broker");

    private final TestingCommandLine rowcast = new TestingCommandLine();

    @Test
    void nothingHasToBeMended() {
        rowcast.inspecting(settings -> report(FOUND, SLOW));

        assertThat(rowcast.execute("check")).isZero();
        assertThat(rowcast.err()).isEmpty();
        assertThat(rowcast.out())
                .containsExactly(
                        "Database: db:3306",
                        "  OK    DNS: db is 192.0.2.1",
                        "",
                        "Broker: the broker",
                        "  WARN  receive maximum: 5",
                        "        needed: 10 or more",
                        "        to mend: raise it on the broker",
                        "",
                        "Ready for rowcast run, 1 to look at");
    }

    @Test
    void whatHasToBeMendedCountsMoreThanWhatIsAway() {
        rowcast.inspecting(settings -> report(STATEMENTS, AWAY));

        assertThat(rowcast.execute("check")).isEqualTo(78);
        assertThat(rowcast.out())
                .contains(
                        "  FAIL  binlog_format: STATEMENT",
                        "        needed: ROW",
                        "        to mend: SET PERSIST binlog_format = 'ROW'",
                        "  FAIL  TCP: no connection");
        assertThat(rowcast.err()).containsExactly("rowcast: not ready for rowcast run, 1 to mend, 1 not reached");
    }

    @Test
    void whatIsAwayMayComeBack() {
        rowcast.inspecting(settings -> report(FOUND, AWAY));

        assertThat(rowcast.execute("check")).isEqualTo(69);
        assertThat(rowcast.err()).containsExactly("rowcast: not ready for rowcast run, 1 not reached");
    }

    @Test
    void whatCanNotBeLookedAtIsSaidInOneLineForEachReason() {
        rowcast.inspecting(settings -> report(
                Finding.notChecked(Check.TLS, "no connection"),
                Finding.notChecked(Check.LOGIN, "no connection"),
                Finding.notChecked(Check.LOG_BIN, "no login"),
                AWAY));

        rowcast.execute("check");

        assertThat(rowcast.out())
                .contains("  SKIP  TLS, login: not checked: no connection", "  SKIP  log_bin: not checked: no login");
        assertThat(rowcast.err()).first().asString().endsWith(", 3 not checked");
    }

    @Test
    void hundredsOfTablesAreOneLine() {
        List<Finding> tables = new ArrayList<>(Collections.nCopies(
                300, Finding.ok(Check.PRIMARY_KEY, "table shop.t", "primary key (id)", "a primary key")));
        Section section = new Section(Group.TABLES, "shop.*", tables);
        rowcast.inspecting(settings -> new Report(List.of(section)));

        assertThat(rowcast.execute("check")).isZero();
        assertThat(rowcast.out())
                .contains("  OK    primary keys: as needed, 300 times")
                .hasSize(4);
    }

    @Test
    void programsGetWhatTheSchemaSays() throws Exception {
        rowcast.inspecting(settings -> report(FOUND, STATEMENTS, AWAY, SLOW, Finding.notChecked(Check.TLS, "away")));

        assertThat(rowcast.execute("check", "--json")).isEqualTo(78);

        assertThat(rowcast.err()).isEmpty();
        JsonNode document = JSON.readTree(String.join("\n", rowcast.out()));
        try (InputStream schema =
                Objects.requireNonNull(CheckCommandTest.class.getResourceAsStream("/web/schema/check.json"))) {
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(document))
                    .isEmpty();
        }
        assertThat(document.path("ready").booleanValue()).isFalse();
        assertThat(document.path("exit_code").intValue()).isEqualTo(78);
        assertThat(document.at("/counts/error").intValue()).isEqualTo(1);
        assertThat(document.at("/sections/0/group").textValue()).isEqualTo("database");
        JsonNode statements = document.at("/sections/0/checks/1");
        assertThat(statements.path("id").textValue()).isEqualTo("binlog_format");
        assertThat(statements.path("status").textValue()).isEqualTo("error");
        assertThat(statements.path("remedy").textValue()).isEqualTo("SET PERSIST binlog_format = 'ROW'");
        assertThat(document.at("/sections/0/checks/0/remedy").isNull()).isTrue();
    }

    @Test
    void settingsHaveToBeGoodFirst() {
        assertThat(rowcast.with("MYSQL_PORT", "none").execute("check", "--json"))
                .isEqualTo(78);
        assertThat(rowcast.out()).isEmpty();
        assertThat(rowcast.err()).first().asString().contains("MYSQL_PORT");
    }

    private static Report report(Finding... findings) {
        List<Finding> all = Arrays.asList(findings);
        return new Report(List.of(section(Group.DATABASE, "db:3306", all), section(Group.BROKER, "the broker", all)));
    }

    private static Section section(Group group, String subject, List<Finding> findings) {
        return new Section(
                group,
                subject,
                findings.stream()
                        .filter(finding -> finding.check().group() == group)
                        .toList());
    }
}
