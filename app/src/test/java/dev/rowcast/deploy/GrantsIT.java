package dev.rowcast.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.TableId;
import dev.rowcast.deploy.Grants.Privilege;
import dev.rowcast.mysql.ServerInspector;
import dev.rowcast.preflight.Expectations;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.Severity;
import dev.rowcast.selection.SelectionRules;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The accounts in {@code deploy/grants}: enough for Rowcast, and nothing that it could do without. */
final class GrantsIT {
    private static final Expectations EXPECTED = new Expectations(SelectionRules.EVERYTHING, 4_000_000_001L, false);
    private static final TableSelection ORDERS = TableSelection.of(List.of(new TableId("shop", "orders")));

    @TempDir
    private Path directory = Path.of("unset");

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void rowcastRunsWithThem(TestingFlavour flavour) throws Exception {
        TestingOrders orders = new TestingOrders(flavour.shared());
        orders.recreate();
        orders.insert(1, "before");
        try {
            create(flavour);
            TestingSettings settings = TestingSettings.embedded(orders.database(), directory)
                    .with("MYSQL_USER", Grants.USER)
                    .with("MYSQL_PASSWORD", Grants.PASSWORD);
            try (TestingRowcast rowcast = TestingRowcast.start(settings);
                    TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "orders/#")) {
                orders.insertAndAwait(subscriber);
                orders.awaitStateEqualsTable(rowcast.mqttUrl());
            }
        } finally {
            orders.database().execute(Grants.drop());
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void preflightMissesEachThatIsTakenAway(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        try {
            Grants grants = create(flavour);
            assertThat(errors(database)).isEmpty();

            assertThat(grants.privileges()).hasSize(3);
            for (Privilege privilege : grants.privileges()) {
                database.execute(privilege.revoke());
                assertThat(errors(database)).contains(privilege.name());
                database.execute(privilege.grant());
            }
            assertThat(errors(database)).isEmpty();
        } finally {
            database.execute(Grants.drop());
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void whatIsCommentedOutWorksToo(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();
        try {
            Grants grants = create(flavour);
            assertThat(grants.variants())
                    .hasSize(flavour == TestingFlavour.MYSQL ? 4 : 3)
                    .first()
                    .asString()
                    .endsWith("REQUIRE SSL");

            database.execute(grants.variants().toArray(String[]::new));

            assertThatThrownBy(() -> database.connection(Grants.USER, Grants.PASSWORD))
                    .as("a connection without TLS")
                    .isInstanceOf(SQLException.class);
        } finally {
            database.execute(Grants.drop());
        }
    }

    private static Grants create(TestingFlavour flavour) throws Exception {
        Grants grants = Grants.read("deploy/grants/" + flavour.name().toLowerCase(Locale.ROOT) + ".sql");
        flavour.shared().execute(Grants.drop());
        flavour.shared().execute(grants.statements().toArray(String[]::new));
        return grants;
    }

    /** What preflight demands of the account; it has no warnings for it either, or they count as errors. */
    private static List<String> errors(TestingDatabase database) throws SQLException {
        // Without a default schema, into which an account without a table in it is not let.
        String url = database.jdbcUrl().replace("/shop?", "/?");
        try (Connection connection = DriverManager.getConnection(url, Grants.USER, Grants.PASSWORD)) {
            return Preflight.check(new ServerInspector(connection).inspect(ORDERS), EXPECTED).stream()
                    .filter(finding -> finding.severity() == Severity.WARNING
                            || finding.severity().blocks())
                    .map(Finding::subject)
                    .toList();
        }
    }
}
