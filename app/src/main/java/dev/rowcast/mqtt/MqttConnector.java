package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import dev.rowcast.config.MqttVersion;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.preflight.BrokerAnswer;
import dev.rowcast.preflight.BrokerChecks;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a broker. Each connection has a clean start, and no session that outlives it. The Last Will is retained, at QoS 1.
 * Before the first connection is handed out, the broker has to show that it can do what is needed, and lets us. The relay's
 * thread.
 */
public final class MqttConnector implements BrokerConnector {
    private final BrokerAddress address;
    private final Failures failures;
    private final VersionChoice choice;
    private final @Nullable PermissionCheck permissions;

    private MqttConnector(
            BrokerAddress address,
            TlsConfig.Source tls,
            TransportSettings transport,
            @Nullable PermissionCheck permissions) {
        this.address = requireNonNull(address, "address is null");
        this.permissions = permissions;
        failures = new Failures(address, transport.tls());
        choice = new VersionChoice(address, new Dialler(address, tls), transport.version(), failures);
    }

    /**
     * To the embedded broker, which speaks MQTT 5.
     *
     * @param certificate asked for at each connection; whatever host it names, it is trusted, and no other is. Null where the
     *     broker does not speak TLS
     */
    public static MqttConnector embedded(BrokerAddress address, @Nullable Supplier<X509Certificate> certificate) {
        return new MqttConnector(
                address,
                () -> certificate == null ? null : TlsConfig.pinned(certificate.get()),
                new TransportSettings(MqttVersion.V5, TransportSettings.Tls.DEFAULTS),
                null);
    }

    /**
     * To any broker.
     *
     * @param checkTopics where the first connection tries whether it may publish: topics below those of the watched tables
     *     and of Rowcast itself, which are nobody's
     */
    public static MqttConnector external(BrokerAddress address, TransportSettings transport, List<String> checkTopics) {
        return new MqttConnector(
                address,
                () -> address.encrypted() ? TlsConfig.of(transport.tls()) : null,
                transport,
                new PermissionCheck(address.username(), checkTopics));
    }

    @Override
    public BrokerConnection connect() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        MqttConnection connection = open();
        boolean usable = false;
        try {
            require(connection.facts());
            connection.openLoopback();
            require(checked(connection));
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    /** The embedded broker allows its own publisher everything. */
    private BrokerFacts checked(MqttConnection connection)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        return permissions == null ? connection.facts() : permissions.onceChecked(connection);
    }

    private MqttConnection open() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        boolean embedded = permissions == null;
        return new MqttConnection(choice.open(), address, failures, embedded);
    }

    private void require(BrokerFacts facts) throws MisconfiguredException {
        List<Finding> findings = BrokerChecks.check(facts);
        if (!Findings.allowFollowing(findings)) {
            throw new MisconfiguredException(
                    "The broker " + address.display() + " can not be published to:\n" + Findings.describe(findings));
        }
    }

    /** Does something while a broker is looked at that lets us publish and subscribe. */
    @FunctionalInterface
    public interface Visit {
        void at(BrokerConnection connection)
                throws BrokerUnavailableException, MisconfiguredException, InterruptedException;
    }

    /** Connects once, and tells what the broker can do and lets us do, or what keeps us from finding out. */
    public BrokerAnswer inspect(Visit visit) throws InterruptedException {
        try (MqttConnection connection = open()) {
            return inspect(connection, visit);
        } catch (BrokerUnavailableException | MisconfiguredException e) {
            return BrokerAnswer.failed(failures.finding(Check.BROKER_LOGIN, e));
        }
    }

    private BrokerAnswer inspect(MqttConnection connection, Visit visit) throws InterruptedException {
        BrokerFacts facts = connection.facts();
        if (!facts.abilities().retain()) {
            return BrokerAnswer.of(facts);
        }
        try {
            connection.openLoopback();
            BrokerFacts found = checked(connection);
            // A broker may hang up on whom it has refused something.
            if (found.permission().refused().isEmpty()) {
                visit.at(connection);
            }
            return BrokerAnswer.of(found);
        } catch (BrokerUnavailableException | MisconfiguredException e) {
            return new BrokerAnswer(Optional.of(facts), Optional.of(failures.finding(Check.PERMISSION_TO_PUBLISH, e)));
        }
    }
}
