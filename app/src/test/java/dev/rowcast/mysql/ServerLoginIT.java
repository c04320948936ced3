package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.TableId;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.config.Secret;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ServerLoginIT {

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void loginTellsARefusalFromAnAbsence(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();

        assertThat(ServerLogin.inspect(settings(database, database.port(), TestingDatabase.PASSWORD))
                        .tables())
                .hasSize(1);
        assertThatThrownBy(() -> ServerLogin.inspect(settings(database, database.port(), "geheim")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Access denied for user 'rowcast'@")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> ServerLogin.inspect(settings(database, 1, TestingDatabase.PASSWORD)))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining(database.host() + ":1 can not be reached: ConnectException");
    }

    private static DatabaseSettings settings(TestingDatabase database, int port, String password) {
        return new DatabaseSettings(
                database.host(),
                port,
                TestingDatabase.USER,
                new Secret(password),
                List.of(new TableId("shop", "orders")),
                "shop");
    }
}
