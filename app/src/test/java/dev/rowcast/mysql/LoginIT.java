package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoginIT {

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aRefusalIsToldFromAnAbsence(TestingFlavour flavour) throws Exception {
        TestingDatabase database = flavour.shared();

        assertThat(inspect(database, database.port(), TestingDatabase.PASSWORD).tables())
                .hasSize(1);
        assertThatThrownBy(() -> inspect(database, database.port(), "geheim"))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Access denied for user 'rowcast'@")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> inspect(database, 1, TestingDatabase.PASSWORD))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining(database.host() + ":1 is unavailable: Connection refused");
    }

    private static ServerFacts inspect(TestingDatabase database, int port, String password) throws Exception {
        MysqlSettings.Login login = new MysqlSettings.Login(database.host(), port, TestingDatabase.USER, password);
        return MysqlSource.inspect(login, TableSelection.of(List.of(new TableId("shop", "orders"))));
    }
}
