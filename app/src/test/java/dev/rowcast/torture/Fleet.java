package dev.rowcast.torture;

import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** All Rowcasts of one name, each with ways of its own to database and broker; with several, one leads. One thread. */
final class Fleet implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Member> members = new ArrayList<>();

    /**
     * One Rowcast.
     *
     * @param databaseWay to the database
     * @param brokerWay to the external broker; with an embedded one, which needs none, to nowhere
     */
    record Member(KillableRowcast rowcast, TestingProxy databaseWay, TestingProxy brokerWay) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            rowcast.close();
            databaseWay.close();
            brokerWay.close();
        }
    }

    /**
     * Launches all; returns at once.
     *
     * @param brokerPort of an external broker; 0 for embedded ones
     */
    static Fleet launched(BrokerKind broker, TestingSettings settings, int databasePort, int brokerPort)
            throws IOException {
        Fleet fleet = new Fleet();
        for (int i = 0; i < broker.rowcasts(); i++) {
            TestingProxy databaseWay = new TestingProxy(databasePort);
            TestingProxy brokerWay = new TestingProxy(brokerPort);
            TestingSettings own = settings.with("MYSQL_PORT", Integer.toString(databaseWay.port()))
                    .with("ROWCAST_CONNECT_TIMEOUT", "0");
            if (brokerPort > 0) {
                own = own.with("MQTT_URL", "mqtt://127.0.0.1:" + brokerWay.port());
            }
            fleet.members.add(new Member(KillableRowcast.launched(own), databaseWay, brokerWay));
        }
        return fleet;
    }

    Member member(Fault fault) {
        return members.get(fault.victim() % members.size());
    }

    /** Waits until changes flow. */
    void awaitStreaming() {
        awaitStreaming(() -> null);
    }

    /** Waits until changes flow, and does something else over and over meanwhile; once more at the end. */
    void awaitStreaming(Callable<?> meanwhile) {
        Awaitility.await("changes flow")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    requireAlive();
                    boolean streaming =
                            members.stream().anyMatch(member -> member.rowcast().isStreaming());
                    meanwhile.call();
                    return streaming;
                });
    }

    void kill() {
        members.forEach(member -> member.rowcast().kill());
    }

    void launch() throws IOException {
        for (Member member : members) {
            member.rowcast().launch();
        }
    }

    void requireAlive() {
        members.forEach(member -> member.rowcast().requireAlive());
    }

    /** The embedded broker's address. */
    URI mqttUrl() {
        return members.get(0).rowcast().mqttUrl();
    }

    /** How many lines of all that were printed have this in them. */
    long count(String part) {
        return members.stream()
                .mapToLong(member -> member.rowcast().count(part))
                .sum();
    }

    /** The last that each has printed. */
    String tails() {
        return members.stream().map(member -> member.rowcast().tail()).collect(Collectors.joining("\n\n"));
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.close();
        }
    }
}
