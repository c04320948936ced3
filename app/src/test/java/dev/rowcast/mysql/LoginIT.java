package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.mysql.Examiner.Examined;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Severity;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoginIT {

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aRefusalIsToldFromAnAbsence(TestingFlavour flavour) {
        TestingDatabase database = flavour.shared();

        Examined admitted = examine(database, database.port(), TestingDatabase.PASSWORD);
        assertThat(admitted.facts().orElseThrow().tables()).hasSize(1);
        assertThat(admitted.findings())
                .filteredOn(finding -> finding.check() == Check.LOGIN)
                .singleElement()
                .satisfies(login -> assertThat(login.found()).startsWith("rowcast@% at M"));

        assertThat(examine(database, database.port(), "geheim").findings())
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.check()).isEqualTo(Check.LOGIN);
                    assertThat(refused.severity()).isEqualTo(Severity.ERROR);
                    assertThat(refused.found()).startsWith("refuses the login: Access denied for user 'rowcast'@");
                    assertThat(refused.toString()).doesNotContain("geheim");
                });

        assertThat(examine(database, 1, TestingDatabase.PASSWORD).findings())
                .singleElement()
                .satisfies(absent -> {
                    assertThat(absent.severity()).isEqualTo(Severity.UNREACHABLE);
                    assertThat(absent.found()).startsWith("is unavailable: Connection refused");
                });
    }

    private static Examined examine(TestingDatabase database, int port, String password) {
        MysqlSettings.Login login = new MysqlSettings.Login(database.host(), port, TestingDatabase.USER, password);
        return new Examiner(new MysqlSettings(login, 4242, List.of(new TableId("shop", "orders"))), false).examine();
    }
}
