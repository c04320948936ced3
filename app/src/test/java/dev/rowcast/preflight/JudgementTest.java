package dev.rowcast.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.preflight.GroupFacts.Errant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way to a server, its encryption, the place to go on from, and what several servers are to one another. */
final class JudgementTest {

    @Test
    void aNameIsJudgedApartFromTheConnection() {
        Reach unknown = new Reach("db.example", 3306, List.of(), "Name or service not known", null);
        assertThat(ReachChecks.database(unknown))
                .extracting(Finding::severity)
                .containsExactly(Severity.UNREACHABLE, Severity.NOT_CHECKED);
        assertThat(ReachChecks.database(unknown).get(0).toString())
                .startsWith("DNS: found no address for db.example (Name or service not known); needed a name")
                .contains("mend MYSQL_HOST");

        Reach refused = new Reach("db.example", 3306, List.of("192.0.2.1"), null, "192.0.2.1: Connection refused");
        assertThat(ReachChecks.broker(refused))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK, Severity.UNREACHABLE);
        assertThat(ReachChecks.broker(refused).get(1).remedy()).contains("MQTT_URL");
        assertThat(ReachChecks.database(refused.withConnection()))
                .extracting(Finding::severity)
                .containsOnly(Severity.OK);
    }

    @Test
    void plainTextIsWarnedOfWhereItIsNotAskedForAndOthersMayListen() {
        assertThat(new Encryption("TLSv1.3 TLS_AES_256_GCM_SHA384", "preferred", true, false).judged())
                .isEqualTo(Finding.ok(
                        Check.TLS,
                        "TLSv1.3 TLS_AES_256_GCM_SHA384",
                        "what MYSQL_SSL_MODE=preferred asks for, and TLS where others may listen"));
        assertThat(new Encryption("", "preferred", true, false).judged().severity())
                .isEqualTo(Severity.WARNING);
        assertThat(new Encryption("", "preferred", true, true).judged().severity())
                .isEqualTo(Severity.OK);
        assertThat(new Encryption("", "disabled", false, false).judged().severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void aPositionThatIsLostIsAWarningThatSaysWhatHappens() {
        ServerIdentity server = TestingFacts.mysql().identity();
        PositionFacts lost = new PositionFacts(
                Optional.of("binlog.000007:154"), Optional.of("the server has purged it"), Optional.empty());
        assertThat(lost.judged(server).severity()).isEqualTo(Severity.WARNING);
        assertThat(lost.judged(server).remedy())
                .contains("announces the gap", "SET PERSIST binlog_expire_logs_seconds = '604800'");

        PositionFacts none = new PositionFacts(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(none.judged(server).severity()).isEqualTo(Severity.OK);
        PositionFacts anew = new PositionFacts(
                Optional.of("binlog.000007:154"), Optional.empty(), Optional.of("the settings have changed"));
        assertThat(anew.judged(server).found())
                .isEqualTo(
                        "binlog.000007:154, from which the server has all; the state is published anew, for the settings"
                                + " have changed");
    }

    @Test
    void serversOfAGroupNeedGtidsAndOneThatTakesWrites() {
        assertThat(GroupChecks.kind(TestingFacts.mysql()).severity()).isEqualTo(Severity.OK);
        assertThat(GroupChecks.kind(TestingFacts.mariadb()).severity()).isEqualTo(Severity.ERROR);

        assertThat(GroupChecks.check(new GroupFacts(Optional.of("a:3306"), false, List.of())))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK, Severity.OK);
        assertThat(GroupChecks.check(new GroupFacts(Optional.of("a:3306"), true, List.of())))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING, Severity.OK);
        assertThat(GroupChecks.check(new GroupFacts(Optional.empty(), false, List.of())))
                .extracting(Finding::severity)
                .containsOnly(Severity.NOT_CHECKED);
        Errant errant = new Errant("b:3306", "a:3306", "3e11fa47-71ca-11e1-9e33-c80aa9429562:1");
        assertThat(GroupChecks.check(new GroupFacts(Optional.of("a:3306"), false, List.of(errant))))
                .last()
                .satisfies(finding -> assertThat(finding.found())
                        .contains("b:3306 has errant transactions", "has never executed: 3e11fa47"));
    }

    @Test
    void whatIsNotLookedAtIsNamed() {
        assertThat(Preflight.notChecked(Check.LOGIN, "there is no login"))
                .extracting(Finding::check)
                .startsWith(Check.LOG_BIN)
                .endsWith(Check.SAVED_POSITION);
        assertThat(Preflight.notChecked(Group.TABLES, "there is no login"))
                .allMatch(finding -> finding.found().equals("not checked: there is no login"))
                .hasSize(Check.of(Group.TABLES).size());
    }

    @Test
    void aFindingHasARemedyWhereThereIsSomethingToMend() {
        assertThatThrownBy(() -> new Finding(Check.DNS, Severity.ERROR, "a", "b", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding(Check.DNS, Severity.NOT_CHECKED, "a", "b", "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
