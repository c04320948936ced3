package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.http.DatabaseClock.Reading;
import dev.rowcast.http.DatabaseClock.Resolution;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlClockIT {
    /** The pool's pauses between attempts to connect grow to 10 s. */
    private static final Duration AGAIN = Duration.ofSeconds(40);

    private static final String NOW = "SELECT UTC_TIMESTAMP(6)";

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void isTheServersOwn(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        try (ConnectionPool pool = pool(database, database.port())) {
            Instant before = instant(database.query(NOW));
            Instant now = new MysqlClock(pool).read().map(Reading::now).orElseThrow();
            Instant after = instant(database.query(NOW));

            assertThat(now).isBetween(before, after);
        }
    }

    private static Instant instant(String text) {
        return Instant.parse(text.replace(' ', 'T') + "Z");
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void knowsHowExactlyCommitsAreDated(TestingFlavour flavour) throws Exception {
        try (WatchedTable table = WatchedTable.create(flavour.shared(), "id INT PRIMARY KEY");
                ConnectionPool pool = pool(table.database(), table.database().port())) {
            Position from = table.position();
            table.insert("1", "2", "3", "4", "5");
            List<RowChange> changes = table.changes(from, 5);

            boolean wholeSeconds = changes.stream()
                    .map(change -> change.source().committedAt())
                    .allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.SECONDS)));
            Resolution resolution =
                    new MysqlClock(pool).read().map(Reading::commitTimes).orElseThrow();
            assertThat(resolution).isEqualTo(wholeSeconds ? Resolution.SECONDS : Resolution.MICROSECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void isUnknownWhileTheServerIsSilentOrAway(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        try (TestingProxy proxy = new TestingProxy(database.port());
                ConnectionPool pool = pool(database, proxy.port())) {
            MysqlClock clock = new MysqlClock(pool);
            assertThat(clock.read()).isPresent();

            proxy.freeze();
            assertThat(clock.read()).isEmpty();
            proxy.thaw();
            proxy.refuse();
            proxy.cut();
            assertThat(clock.read()).isEmpty();
            proxy.admit();
            Awaitility.await("the clock to be read again").atMost(AGAIN).until(() -> clock.read()
                    .isPresent());
        }
    }

    private static ConnectionPool pool(TestingDatabase database, int port) {
        Login login = new Login(database.host(), port, TestingDatabase.USER, TestingDatabase.PASSWORD);
        return ConnectionPool.open(new Servers(login));
    }
}
