package dev.rowcast.preflight;

import static dev.rowcast.preflight.TestingFacts.OUR_SERVER_ID;
import static dev.rowcast.preflight.TestingFacts.mariadb;
import static dev.rowcast.preflight.TestingFacts.mysql;
import static dev.rowcast.preflight.TestingFacts.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.preflight.Replicas.Replica;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicaChecksTest {
    private static final Replica OTHER = new Replica(7, "replica7", "0b1c5a2e-0000-11f0-9c3b-0242ac110003");
    private static final Replica SAME = new Replica(OUR_SERVER_ID, "reporting", OTHER.uuid());
    private static final Replica SAME_WITHOUT_UUID = new Replica(OUR_SERVER_ID, "", "");

    @Test
    void anIdThatNobodyElseHasIsFine() {
        Finding finding = check(with(mysql(), new Replicas(true, List.of(OTHER), 2)));

        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.found())
                .isEqualTo("4000000001 (registered are 7; 2 open binlog stream(s) of this account, whose ids the server"
                        + " does not tell)");
    }

    @Test
    void whoWouldBeEvictedOrEvictUsStandsInTheWay() {
        assertThat(check(with(mysql(), new Replicas(true, List.of(SAME, SAME_WITHOUT_UUID), 0)))
                        .severity())
                .isEqualTo(Severity.ERROR);
        Finding onMariadb = check(with(mariadb(), new Replicas(true, List.of(SAME), 0)));
        assertThat(onMariadb.severity()).isEqualTo(Severity.ERROR);
        assertThat(onMariadb.toString())
                .startsWith("ROWCAST_SERVER_ID: found 4000000001, which the replica reporting of this server has, too;")
                .contains("to mend: set ROWCAST_SERVER_ID to another number");
    }

    @Test
    void aReplicaThatMysqlTellsByItsUuidIsWarnedOf() {
        assertThat(check(with(mysql(), new Replicas(true, List.of(SAME), 0))).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void theServersOwnIdIsWarnedOf() {
        assertThat(ReplicaChecks.check(mysql(), 1).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void anAccountThatMayNotAskKnowsNothing() {
        Finding finding = check(with(mariadb(), Replicas.UNTOLD));

        assertThat(finding.severity()).isEqualTo(Severity.NOT_CHECKED);
        assertThat(finding.found())
                .isEqualTo("not checked: the account may not list replicas (REPLICATION MASTER ADMIN)");
    }

    private static Finding check(ServerFacts facts) {
        return ReplicaChecks.check(facts, OUR_SERVER_ID);
    }
}
