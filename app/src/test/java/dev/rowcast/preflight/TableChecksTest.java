package dev.rowcast.preflight;

import static dev.rowcast.preflight.TestingFacts.ORDERS;
import static dev.rowcast.preflight.TestingFacts.error;
import static dev.rowcast.preflight.TestingFacts.mariadb;
import static dev.rowcast.preflight.TestingFacts.mysql;
import static dev.rowcast.preflight.TestingFacts.table;
import static dev.rowcast.preflight.TestingFacts.toMend;
import static dev.rowcast.preflight.TestingFacts.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.TableFacts.ColumnFacts;
import dev.rowcast.preflight.TableFacts.Missing;
import dev.rowcast.preflight.TableFacts.Origin;
import dev.rowcast.preflight.TableFacts.Present;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableChecksTest {

    @Test
    void tableHasNoPrimaryKey() {
        assertThat(toMend(with(mysql(), table("InnoDB", List.of(), "name", "order_id"))))
                .containsExactly(error(
                        Check.PRIMARY_KEY,
                        "table shop.orders",
                        "no primary key",
                        "ALTER TABLE `shop`.`orders` ADD PRIMARY KEY (`order_id`)"));
        assertThat(toMend(with(mysql(), table("InnoDB", List.of(), "name"))))
                .extracting(Finding::remedy)
                .containsExactly(
                        "ALTER TABLE `shop`.`orders` ADD COLUMN id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY");
    }

    @Test
    void tableDoesNotExist() {
        assertThat(toMend(with(mysql(), new Missing(ORDERS, List.of(new TableId("shop", "Orders"))))))
                .containsExactly(error(
                        Check.TABLE,
                        "table shop.orders",
                        "no table of that name",
                        "did you mean shop.Orders? Then say so in ROWCAST_TABLES"));
        assertThat(toMend(with(mariadb(), new Missing(ORDERS, List.of())))).hasSize(1);
    }

    @Test
    void tableThatMayNotBeSeenIsAMissingPrivilege() {
        Privileges privileges =
                Privileges.parse(List.of("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `rowcast`@`%`"));

        assertThat(toMend(with(with(mysql(), privileges), new Missing(ORDERS, List.of()))))
                .extracting(Finding::subject)
                .containsExactly("SELECT");
    }

    @Test
    void viewHasNoChanges() {
        assertThat(toMend(with(mysql(), new Present(ORDERS, true, "", List.of(), List.of()))))
                .extracting(Finding::found)
                .containsExactly("a view, which has no changes of its own");
    }

    @ParameterizedTest
    @CsvSource({"MyISAM,ERROR", "Aria,ERROR", "Newcomer,WARNING"})
    void engineIsNotTransactional(String engine, Severity severity) {
        assertThat(toMend(with(mysql(), table(engine, List.of("id"), "id"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.remedy()).isEqualTo("ALTER TABLE `shop`.`orders` ENGINE = InnoDB");
                });
    }

    @Test
    void compressedColumnCanNotBeRead() {
        Present table = new Present(
                ORDERS,
                false,
                "InnoDB",
                List.of("id"),
                List.of(new ColumnFacts("note", "text /*M!100301 COMPRESSED*/", Origin.WRITTEN)));

        assertThat(toMend(with(mariadb(), table)))
                .extracting(Finding::remedy)
                .containsExactly("ALTER TABLE `shop`.`orders` MODIFY `note` text, with the column's other attributes");
    }
}
