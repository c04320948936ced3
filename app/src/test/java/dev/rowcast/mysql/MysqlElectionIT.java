package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.config.TlsSettings;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.Term;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingProxy;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlElectionIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String name = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void oneLeadsUntilItResigns(TestingFlavour flavour) throws Exception {
        Servers servers = servers(flavour.shared().port());
        try (MysqlElection one = new MysqlElection(servers, name);
                MysqlElection other = new MysqlElection(servers, name)) {
            try (Term first = won(one.stand(Duration.ZERO))) {
                assertThat(other.stand(Duration.ZERO)).isNull();
                assertThat(other.stand(Duration.ofSeconds(1))).isNull();
                first.confirm();
                assertThat(first.isHeld()).isTrue();
            }
            try (Term second = won(other.stand(Duration.ofSeconds(5)))) {
                assertThat(second.isHeld()).isTrue();
                assertThat(one.stand(Duration.ZERO)).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void namesThatDifferInCaseDoNotContend(TestingFlavour flavour) throws Exception {
        Servers servers = servers(flavour.shared().port());
        try (MysqlElection lower = new MysqlElection(servers, "a" + name);
                MysqlElection upper = new MysqlElection(servers, "A" + name);
                Term one = won(lower.stand(Duration.ZERO));
                Term other = won(upper.stand(Duration.ZERO))) {
            assertThat(one.isHeld() && other.isHeld()).isTrue();
        }
    }

    /** The leader is told by nobody that it has been given up: it has to know by itself, and before another leads. */
    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void oneThatIsCutOffKnowsThatItNoLongerLeadsBeforeAnotherDoes(TestingFlavour flavour) throws Exception {
        int port = flavour.shared().port();
        try (TestingProxy way = new TestingProxy(port);
                MysqlElection one = new MysqlElection(servers(way.port()), name);
                MysqlElection other = new MysqlElection(servers(port), name);
                Term first = won(one.stand(Duration.ZERO))) {
            assertThat(other.stand(Duration.ZERO)).isNull();
            way.freeze();
            try (Term second = awaitTerm(other)) {
                assertThat(first.isHeld()).isFalse();
                assertThat(second.isHeld()).isTrue();
                assertThatThrownBy(first::confirm)
                        .isInstanceOf(SourceUnavailableException.class)
                        .hasMessageContaining("lost its lock");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void theTermEndsWithTheServer(TestingFlavour flavour) throws Exception {
        try (TestingDatabase database = flavour.fresh();
                MysqlElection election = new MysqlElection(servers(database.port()), name);
                Term term = won(election.stand(Duration.ZERO))) {
            database.kill();

            Awaitility.await("it knows").atMost(LIMIT).until(() -> !term.isHeld());
            assertThatThrownBy(() -> election.stand(Duration.ZERO)).isInstanceOf(SourceUnavailableException.class);
            database.start();
            try (Term next = awaitTerm(election)) {
                next.confirm();
            }
        }
    }

    private static Term awaitTerm(MysqlElection election) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Term term = election.stand(Duration.ofSeconds(1));
            if (term != null) {
                return term;
            }
        }
        throw new AssertionError("nobody is elected");
    }

    private static Term won(@Nullable Term term) {
        if (term == null) {
            throw new AssertionError("another leads");
        }
        return term;
    }

    private static Servers servers(int port) {
        return new Servers(
                new Login("127.0.0.1", port, TestingDatabase.USER, TestingDatabase.PASSWORD, TlsSettings.PREFERRED));
    }
}
