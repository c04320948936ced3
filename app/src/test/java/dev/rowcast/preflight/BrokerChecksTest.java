package dev.rowcast.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.preflight.BrokerFacts.Abilities;
import dev.rowcast.preflight.BrokerFacts.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BrokerChecksTest {
    private static final Permission ALLOWED =
            new Permission("alice", List.of("a/%check", "rowcast/probe/x"), List.of());

    @Test
    void nothingIsWrongWithABrokerOfMqtt5() {
        assertThat(check("5", Abilities.UNTOLD, ALLOWED))
                .hasSize(7)
                .allMatch(finding -> finding.severity() == Severity.OK)
                .extracting(Finding::subject)
                .startsWith("MQTT version", "retained messages");
    }

    @Test
    void theOlderVersionIsWarnedOf() {
        assertThat(check("3.1.1", Abilities.UNTOLD, ALLOWED))
                .filteredOn(finding -> finding.severity() != Severity.OK)
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("MQTT version: found 3.1.1; needed 5, or version and commit time do not go"));
    }

    @Test
    void whatCanNotBeDoneWithoutIsAnError() {
        assertError(new Abilities(false, 2, true, 20, 1 << 20), "retained messages: found not kept; ");
        assertError(new Abilities(true, 0, true, 20, 1 << 20), "maximum QoS: found 0; ");
        assertError(new Abilities(true, 1, false, 20, 1 << 20), "wildcard subscriptions: found refused; ");
    }

    private static void assertError(Abilities abilities, String told) {
        List<Finding> findings = check("5", abilities, ALLOWED);
        assertThat(Findings.allowFollowing(findings)).isFalse();
        assertThat(Findings.describe(findings))
                .startsWith(told)
                .contains("; to mend: ")
                .doesNotContain("\n");
    }

    @Test
    void whatIsScarceIsWarnedOf() {
        List<Finding> findings = check("5", new Abilities(true, 1, true, 9, 65_535), ALLOWED);
        assertThat(Findings.allowFollowing(findings)).isTrue();
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .extracting(Finding::subject)
                .containsExactly("receive maximum", "maximum packet size");
    }

    @Test
    void refusedTopicsAreNamedWithTheUser() {
        Permission refused = new Permission("alice", List.of("a/%check", "b/%check"), List.of("b/%check"));
        assertThat(Findings.describe(check("5", Abilities.UNTOLD, refused)))
                .startsWith("permission to publish: found that it does not on b/%check; ")
                .contains("let the user alice publish");
        Permission anonymous = new Permission(null, List.of("b/%check"), List.of("b/%check"));
        assertThat(Findings.describe(check("5", Abilities.UNTOLD, anonymous)))
                .contains("let an anonymous client publish");
    }

    private static List<Finding> check(String version, Abilities abilities, Permission permission) {
        return BrokerChecks.check(new BrokerFacts("mqtt://broker:1883", version, abilities, permission));
    }
}
