package dev.rowcast.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivilegesTest {
    private static final TableId ORDERS = new TableId("my_shop", "orders");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION",
                "GRANT SELECT, RELOAD, SHUTDOWN ON *.* TO `rowcast`@`%`",
                "GRANT SELECT ON `my_shop`.* TO `rowcast`@`%`",
                "GRANT SELECT ON `my\\_shop`.* TO `rowcast`@`%`",
                "GRANT SELECT ON `my%`.* TO `rowcast`@`%`",
                "GRANT ALL PRIVILEGES ON `my\\_%`.* TO `rowcast`@`%`",
                "GRANT INSERT, SELECT ON `my_shop`.`orders` TO `rowcast`@`%`",
                "GRANT SELECT, SELECT (`id`) ON \"my_shop\".\"orders\" TO \"rowcast\"@\"%\"",
            })
    void readsThatATableMayBeRead(String line) {
        Privileges privileges = Privileges.parse(List.of(line));

        assertThat(privileges.on(ORDERS, "SELECT")).isTrue();
        assertThat(privileges.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT USAGE ON *.* TO `rowcast`@`%`",
                "GRANT SELECT ON `my\\_shops`.* TO `rowcast`@`%`",
                "GRANT SELECT ON `my\\%`.* TO `rowcast`@`%`",
                "GRANT SELECT ON `my_shop`.`orders_archive` TO `rowcast`@`%`",
                "GRANT SELECT (`id`) ON `my_shop`.`orders` TO `rowcast`@`%`",
                "GRANT EXECUTE ON PROCEDURE `my_shop`.`orders` TO `rowcast`@`%`",
                "GRANT PROXY ON ``@`` TO `root`@`localhost` WITH GRANT OPTION",
                "GRANT `reader`@`%` TO `rowcast`@`%`",
                "SET DEFAULT ROLE `reader` FOR `rowcast`@`%`",
            })
    void readsThatATableMayNotBeRead(String line) {
        Privileges privileges = Privileges.parse(List.of(line));

        assertThat(privileges.on(ORDERS, "SELECT")).isFalse();
        assertThat(privileges.complete()).isTrue();
    }

    @Test
    void heedsPartialRevokes() {
        Privileges privileges = Privileges.parse(
                List.of("GRANT SELECT ON *.* TO `rowcast`@`%`", "REVOKE SELECT ON `my_shop`.* FROM `rowcast`@`%`"));

        assertThat(privileges.on(ORDERS, "SELECT")).isFalse();
        assertThat(privileges.on(new TableId("shop", "orders"), "SELECT")).isTrue();
    }

    @Test
    void readsPrivilegesOnTheServer() {
        Privileges privileges = Privileges.parse(List.of(
                "GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `rowcast`@`%` IDENTIFIED BY PASSWORD '*0A'",
                "GRANT SELECT ON `my_shop`.* TO `rowcast`@`%`"));

        assertThat(privileges.onServer("REPLICATION SLAVE")).isTrue();
        assertThat(privileges.onServer("BINLOG MONITOR")).isTrue();
        assertThat(privileges.onServer("SELECT")).isFalse();
        assertThat(privileges.hasRoles()).isFalse();
    }

    @Test
    void keepsNothingOfAPasswordsHash() {
        Privileges privileges =
                Privileges.parse(List.of("GRANT USAGE ON *.* TO `rowcast`@`%` IDENTIFIED BY PASSWORD '*0A1B2C'"));

        assertThat(privileges.toString()).doesNotContain("0A1B2C");
    }

    @Test
    void admitsWhatItDoesNotUnderstand() {
        assertThat(Privileges.unknown().complete()).isFalse();
        assertThat(Privileges.parse(List.of("DENY SELECT ON *.* TO `rowcast`@`%`"))
                        .complete())
                .isFalse();
    }
}
