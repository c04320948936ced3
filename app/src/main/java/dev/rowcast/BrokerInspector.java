package dev.rowcast;

import static java.util.Objects.requireNonNull;

import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.BrokerStartException;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.broker.access.Publisher;
import dev.rowcast.checkpoint.FileCheckpointStore;
import dev.rowcast.checkpoint.RetainedCheckpointStore;
import dev.rowcast.checkpoint.UnreadableCheckpointException;
import dev.rowcast.config.Settings;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.preflight.BrokerAnswer;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.BrokerFacts.Permission;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Group;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.Reach;
import dev.rowcast.preflight.ReachChecks;
import dev.rowcast.preflight.Section;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.Checkpoint;
import dev.rowcast.relay.MisconfiguredException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the broker as Rowcast would connect to it, but under a client id of its own; an embedded one is started for it on
 * other ports, with all that it would be started with. On the caller's thread.
 */
final class BrokerInspector {
    private static final String NEEDED_TLS = "TLS where MQTT_URL asks for it";
    private static final String LOOPBACK = "127.0.0.1";

    static {
        // Before the MQTT client, or anything else, loads Netty.
        EmbeddedBroker.prepareNetty();
    }

    private final Settings settings;
    private final Wiring wiring;

    BrokerInspector(Settings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        this.wiring = new Wiring(settings);
    }

    /**
     * What came of it.
     *
     * @param maxPacketBytes the largest packet that the broker says it takes; empty if it has not been asked
     * @param saved the checkpoint that a start would go on from
     */
    record Look(Section section, Optional<Integer> maxPacketBytes, Saved saved) {}

    /**
     * The checkpoint.
     *
     * @param checkpoint empty if none is saved, or none could be read
     * @param problem what kept us from reading it; empty if nothing did
     */
    record Saved(Optional<Checkpoint> checkpoint, Optional<Finding> problem) {
        static final Saved NONE = new Saved(Optional.empty(), Optional.empty());

        private static Saved unknown(String because) {
            return new Saved(Optional.empty(), Optional.of(Finding.notChecked(Check.SAVED_POSITION, because)));
        }

        private static Saved unreadable(String where, IOException problem) {
            return new Saved(
                    Optional.empty(),
                    Optional.of(new Finding(
                            Check.SAVED_POSITION,
                            Severity.WARNING,
                            "a checkpoint in " + where + " that can not be read (" + problem.getMessage() + ")",
                            "one that this version has written",
                            "nothing: a start goes on without it and publishes the state of all rows; what changed"
                                    + " meanwhile has no events")));
        }
    }

    Look look() throws InterruptedException {
        URI url = settings.mqtt().url();
        return url == null ? lookAtEmbedded() : lookAt(url);
    }

    private Look lookAt(URI url) throws InterruptedException {
        BrokerAddress address = wiring.inspectedAddress(url);
        Reach reach = NetworkProbe.resolve(url.getHost(), address.port());
        if (reach.unknown() != null) {
            return unreached(address, reach);
        }
        RetainedCheckpointStore store = wiring.externalCheckpoints();
        List<Saved> read = new ArrayList<>();
        BrokerAnswer answer = wiring.inspectingConnector(url).inspect(connection -> read.add(saved(store, connection)));
        boolean silent = answer.facts().isEmpty()
                && answer.failure()
                        .filter(failure -> failure.severity() == Severity.UNREACHABLE)
                        .isPresent();
        Reach known = silent ? NetworkProbe.connect(reach) : reach.withConnection();
        if (!known.connected()) {
            return unreached(address, known);
        }
        List<Finding> findings = new ArrayList<>(ReachChecks.broker(known));
        findings.addAll(login(address, answer));
        findings.addAll(answer.judged());
        return new Look(
                section(address, findings),
                answer.facts().map(facts -> facts.abilities().maximumPacketBytes()),
                read.isEmpty() ? Saved.unknown("the broker does not tell what it has kept") : read.get(0));
    }

    private static Look unreached(BrokerAddress address, Reach reach) {
        List<Finding> findings = new ArrayList<>(ReachChecks.broker(reach));
        findings.addAll(Preflight.notChecked(Check.BROKER_TCP, "there is no connection"));
        return new Look(section(address, findings), Optional.empty(), Saved.unknown("the broker is not reached"));
    }

    /** TLS and login, as far as the answer's own findings do not tell of them. */
    private static List<Finding> login(BrokerAddress address, BrokerAnswer answer) {
        List<Finding> findings = new ArrayList<>();
        Optional<Check> failed =
                answer.facts().isPresent() ? Optional.empty() : answer.failure().map(Finding::check);
        boolean encrypted = address.encrypted();
        if (failed.isEmpty() || (failed.get() == Check.BROKER_LOGIN && !encrypted)) {
            String found =
                    encrypted ? "encrypted, and the broker's certificate verified" : "plain text, as MQTT_URL says";
            findings.add(Finding.ok(Check.BROKER_TLS, found, NEEDED_TLS));
        } else if (failed.get() == Check.BROKER_LOGIN) {
            findings.add(Finding.notChecked(Check.BROKER_TLS, "there is no login"));
        }
        if (failed.isEmpty()) {
            String user = address.username() == null ? "an anonymous client" : "the user " + address.username();
            findings.add(Finding.ok(Check.BROKER_LOGIN, "as " + user, "the broker's consent"));
        }
        return findings;
    }

    private static Section section(BrokerAddress address, List<Finding> findings) {
        return new Section(Group.BROKER, address.display(), findings);
    }

    private Saved saved(RetainedCheckpointStore store, BrokerConnection connection)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        try {
            return new Saved(store.read(connection), Optional.empty());
        } catch (UnreadableCheckpointException e) {
            return Saved.unreadable("the broker", e);
        }
    }

    private Look lookAtEmbedded() throws InterruptedException {
        Publisher publisher = wiring.randomPublisher();
        BrokerSettings configured = wiring.embeddedBroker(publisher);
        BrokerSettings aside = configured.at(configured.listeners().on(LOOPBACK).withPorts(0, 0));
        List<Finding> findings = new ArrayList<>();
        Optional<Integer> maxPacketBytes = Optional.empty();
        try (EmbeddedBroker broker = EmbeddedBroker.start(aside)) {
            findings.add(Finding.ok(
                    Check.EMBEDDED_BROKER, "started on other ports, and stopped again", "one that can be started"));
            BrokerAnswer answer = connector(broker, publisher)
                    .inspect(connection -> {})
                    .withPermission(new Permission(publisher.username(), List.of("#"), List.of()));
            findings.addAll(answer.judged());
            maxPacketBytes = answer.facts().map(BrokerFacts::abilities).map(BrokerFacts.Abilities::maximumPacketBytes);
        } catch (BrokerStartException e) {
            findings.add(new Finding(
                    Check.EMBEDDED_BROKER,
                    Severity.ERROR,
                    String.valueOf(e.getMessage()),
                    "one that can be started",
                    "mend what it names"));
            findings.addAll(Preflight.notChecked(Check.BROKER_LOGIN, "it can not be started"));
        }
        return new Look(new Section(Group.BROKER, "the embedded broker", findings), maxPacketBytes, savedBeside());
    }

    private MqttConnector connector(EmbeddedBroker broker, Publisher publisher) {
        BrokerAddress address = wiring.embeddedAddress(publisher, LOOPBACK, broker.mqttPort());
        return MqttConnector.embedded(
                address, wiring.encrypted() ? () -> broker.certificate().orElseThrow() : null);
    }

    private Saved savedBeside() {
        Path file = wiring.checkpointFile();
        try {
            return new Saved(new FileCheckpointStore(file).read(), Optional.empty());
        } catch (IOException e) {
            return Saved.unreadable(file.toString(), e);
        }
    }
}
