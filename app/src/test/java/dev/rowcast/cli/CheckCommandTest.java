package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.preflight.BinlogFacts;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.Flavour;
import dev.rowcast.preflight.Privileges;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.ServerIdentity;
import dev.rowcast.preflight.TableFacts;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CheckCommandTest {
    private final TestingCommandLine rowcast = new TestingCommandLine();

    @Test
    void serverCanBeFollowed() {
        rowcast.inspecting((database, server) -> facts("ROW"));

        assertThat(rowcast.execute("check")).isZero();
        assertThat(rowcast.err()).isEmpty();
        assertThat(rowcast.out())
                .contains("ok       binlog_format: ROW")
                .last()
                .isEqualTo("localhost:3306 (9.7.0) can be followed: shop.orders");
    }

    @Test
    void serverHasToBeMended() {
        rowcast.inspecting((database, server) -> facts("STATEMENT"));

        assertThat(rowcast.execute("check")).isEqualTo(78);
        assertThat(rowcast.out())
                .anyMatch(line -> line.startsWith("error    binlog_format: found STATEMENT; needed ROW")
                        && line.contains("to mend: SET PERSIST binlog_format = 'ROW'"));
        assertThat(rowcast.err())
                .containsExactly("rowcast: localhost:3306 (9.7.0) can not be followed yet, to mend: 1");
    }

    @Test
    void serverIsAway() {
        rowcast.inspecting((database, server) -> {
            throw new SourceUnavailableException("database at localhost:3306 can not be reached");
        });

        assertThat(rowcast.execute("check")).isEqualTo(69);
        assertThat(rowcast.err()).containsExactly("rowcast: database at localhost:3306 can not be reached");
    }

    @Test
    void loginIsRefused() {
        rowcast.inspecting((database, server) -> {
            throw new MisconfiguredException("login refused");
        });

        assertThat(rowcast.execute("check")).isEqualTo(78);
        assertThat(rowcast.err()).containsExactly("rowcast: login refused");
    }

    @Test
    void brokerCanBePublishedTo() {
        rowcast.inspecting((database, server) -> facts("ROW"))
                .inspectingBroker(settings -> Optional.of(broker(List.of())));

        assertThat(rowcast.execute("check")).isZero();
        assertThat(rowcast.err()).isEmpty();
        assertThat(rowcast.out())
                .contains("localhost:3306 (9.7.0) can be followed: shop.orders", "ok       receive maximum: 20")
                .last()
                .isEqualTo("mqtt://broker:1883 (MQTT 5) can be published to");
    }

    @Test
    void brokerHasToBeMendedToo() {
        rowcast.inspecting((database, server) -> facts("STATEMENT"))
                .inspectingBroker(settings -> Optional.of(broker(List.of("orders/state/%check"))));

        assertThat(rowcast.execute("check")).isEqualTo(78);
        assertThat(rowcast.out())
                .anyMatch(line -> line.startsWith("error    permission to publish: found that it does not on"));
        assertThat(rowcast.err())
                .containsExactly(
                        "rowcast: localhost:3306 (9.7.0) can not be followed yet, to mend: 1",
                        "rowcast: mqtt://broker:1883 (MQTT 5) can not be published to yet, to mend: 1");
    }

    @Test
    void brokerIsAway() {
        rowcast.inspecting((database, server) -> facts("ROW")).inspectingBroker(settings -> {
            throw new BrokerUnavailableException("the broker can not be reached");
        });

        assertThat(rowcast.execute("check")).isEqualTo(69);
        assertThat(rowcast.out()).last().isEqualTo("localhost:3306 (9.7.0) can be followed: shop.orders");
        assertThat(rowcast.err()).containsExactly("rowcast: the broker can not be reached");
    }

    private static BrokerFacts broker(List<String> refused) {
        return new BrokerFacts(
                "mqtt://broker:1883",
                "5",
                new BrokerFacts.Abilities(true, 2, true, 20, 1 << 20),
                new BrokerFacts.Permission("rowcast", List.of("orders/state/%check"), refused));
    }

    private static ServerFacts facts(String format) {
        return new ServerFacts(
                new ServerIdentity(Flavour.MYSQL, "9.7.0", 1, null, "rowcast@%"),
                new BinlogFacts(
                        true,
                        format,
                        "FULL",
                        "FULL",
                        "ON",
                        new BinlogFacts.Options(null, "OFF", "", "ON", null, List.of(), List.of())),
                Privileges.parse(List.of("GRANT ALL PRIVILEGES ON *.* TO `rowcast`@`%`")),
                List.of(new TableFacts.Present(
                        new TableId("shop", "orders"), false, "InnoDB", List.of("id"), List.of())));
    }
}
