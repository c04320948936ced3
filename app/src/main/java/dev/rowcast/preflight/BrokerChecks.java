package dev.rowcast.preflight;

import dev.rowcast.preflight.BrokerFacts.Abilities;
import dev.rowcast.preflight.BrokerFacts.Permission;
import java.util.ArrayList;
import java.util.List;

/** Judges whether a broker can be published to. A pure function of what the broker tells. */
public final class BrokerChecks {
    private static final String CURRENT_VERSION = "5";
    private static final int SMALL_WINDOW = 10;
    private static final int SMALL_PACKET_BYTES = 64 << 10;

    private BrokerChecks() {}

    /** One finding for each thing that was looked at. */
    public static List<Finding> check(BrokerFacts facts) {
        List<Finding> findings = new ArrayList<>(abilities(facts));
        findings.add(permission(facts.permission()));
        return findings;
    }

    /** The same but for what the broker lets us do. */
    public static List<Finding> abilities(BrokerFacts facts) {
        Abilities abilities = facts.abilities();
        return List.of(
                version(facts.version()),
                retain(abilities.retain()),
                qos(abilities.maximumQos()),
                wildcards(abilities.wildcards()),
                receiveMaximum(abilities.receiveMaximum()),
                packetSize(abilities.maximumPacketBytes()));
    }

    private static Finding version(String version) {
        String needed = CURRENT_VERSION;
        return version.equals(CURRENT_VERSION)
                ? Finding.ok(Check.MQTT_VERSION, version, needed)
                : new Finding(
                        Check.MQTT_VERSION,
                        Severity.WARNING,
                        version,
                        needed
                                + ", or version and commit time do not go with a row's state, and refusals have no reason",
                        "let the broker speak MQTT 5, and MQTT_VERSION=auto");
    }

    private static Finding retain(boolean available) {
        String needed = "kept, for they hold every row's state";
        return available
                ? Finding.ok(Check.RETAINED_MESSAGES, "kept", needed)
                : new Finding(
                        Check.RETAINED_MESSAGES,
                        Severity.ERROR,
                        "not kept",
                        needed,
                        "allow retained messages on the broker (Mosquitto and EMQX: retain_available, HiveMQ:"
                                + " retained-messages)");
    }

    private static Finding qos(int maximum) {
        String needed = "1 or 2, for at QoS 0 messages get lost";
        return maximum >= 1
                ? Finding.ok(Check.MAXIMUM_QOS, Integer.toString(maximum), needed)
                : new Finding(
                        Check.MAXIMUM_QOS,
                        Severity.ERROR,
                        Integer.toString(maximum),
                        needed,
                        "allow QoS 1 on the broker (Mosquitto: max_qos, EMQX: max_qos_allowed, HiveMQ: max-qos)");
    }

    private static Finding wildcards(boolean available) {
        String needed = "allowed, for Rowcast reads back which rows' state the broker holds";
        return available
                ? Finding.ok(Check.WILDCARD_SUBSCRIPTIONS, "allowed", needed)
                : new Finding(
                        Check.WILDCARD_SUBSCRIPTIONS,
                        Severity.ERROR,
                        "refused",
                        needed,
                        "allow wildcard subscriptions on the broker (EMQX: wildcard_subscription, HiveMQ:"
                                + " wildcard-subscriptions)");
    }

    private static Finding receiveMaximum(int messages) {
        String needed = SMALL_WINDOW + " or more, for so many messages share one round trip to the broker";
        return messages >= SMALL_WINDOW
                ? Finding.ok(Check.RECEIVE_MAXIMUM, Integer.toString(messages), needed)
                : new Finding(
                        Check.RECEIVE_MAXIMUM,
                        Severity.WARNING,
                        Integer.toString(messages),
                        needed,
                        "raise it on the broker (Mosquitto: max_inflight_messages, EMQX: max_inflight, HiveMQ:"
                                + " server-receive-maximum)");
    }

    private static Finding packetSize(int bytes) {
        String needed =
                SMALL_PACKET_BYTES + " bytes or more, for a change with a row before and after it must fit into one";
        return bytes >= SMALL_PACKET_BYTES
                ? Finding.ok(Check.MAXIMUM_PACKET_SIZE, bytes + " bytes", needed)
                : new Finding(
                        Check.MAXIMUM_PACKET_SIZE,
                        Severity.WARNING,
                        bytes + " bytes",
                        needed,
                        "raise it on the broker (Mosquitto and EMQX: max_packet_size, HiveMQ: max-packet-size)");
    }

    private static Finding permission(Permission permission) {
        if (permission.tried().isEmpty()) {
            return Finding.notChecked(Check.PERMISSION_TO_PUBLISH, "the broker can not keep what is tried");
        }
        String user = permission.user() == null ? "an anonymous client" : "the user " + permission.user();
        String needed = "that the broker takes and keeps what " + user + " publishes there";
        return permission.refused().isEmpty()
                ? Finding.ok(Check.PERMISSION_TO_PUBLISH, String.join(", ", permission.tried()), needed)
                : new Finding(
                        Check.PERMISSION_TO_PUBLISH,
                        Severity.ERROR,
                        "that it does not on " + String.join(", ", permission.refused()),
                        needed,
                        "let " + user + " publish and subscribe to the watched tables' topics and to rowcast/# in the"
                                + " broker's access rules");
    }
}
