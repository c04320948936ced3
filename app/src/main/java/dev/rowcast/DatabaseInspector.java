package dev.rowcast;

import dev.rowcast.BrokerInspector.Look;
import dev.rowcast.BrokerInspector.Saved;
import dev.rowcast.change.TableId;
import dev.rowcast.config.Settings;
import dev.rowcast.mysql.Examiner;
import dev.rowcast.mysql.Examiner.Examined;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.mysql.MysqlSource;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Group;
import dev.rowcast.preflight.GroupChecks;
import dev.rowcast.preflight.PositionFacts;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.Reach;
import dev.rowcast.preflight.ReachChecks;
import dev.rowcast.preflight.Section;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.Severity;
import dev.rowcast.preflight.TableFacts;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.LargestRow;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.Outlook;
import dev.rowcast.relay.PacketRules;
import dev.rowcast.relay.SizeForecast;
import dev.rowcast.relay.SourceUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** Looks at each of the database's servers, and at its tables, on connections of its own. On the caller's thread. */
final class DatabaseInspector {
    private static final String NEEDED_SIZE = "events that fit into the largest packet that the broker takes";

    private final Settings settings;
    private final Wiring wiring;
    private final Look broker;
    private final boolean several;

    /** @param broker how large packets may be there, and what a start would go on from */
    DatabaseInspector(Settings settings, Look broker) {
        this.settings = settings;
        this.wiring = new Wiring(settings);
        this.broker = broker;
        this.several = settings.database().servers().size() > 1;
    }

    /** Two for each server, in their order, then one for what they are to one another. */
    List<Section> look() throws InterruptedException {
        List<Section> sections = new ArrayList<>();
        for (Login login : Wiring.logins(settings.database())) {
            sections.addAll(look(login));
        }
        if (several) {
            sections.add(new Section(
                    Group.DATABASE,
                    "the servers in MYSQL_HOST together",
                    GroupChecks.check(wiring.servers().look())));
        }
        return sections;
    }

    private List<Section> look(Login login) {
        Reach reach = NetworkProbe.resolve(login.host(), login.port());
        if (reach.unknown() != null) {
            return unknown(login, reach, Check.TCP, List.of());
        }
        Examined examined = new Examiner(wiring.mysql(login), several).examine();
        if (examined.facts().isPresent()) {
            List<Finding> findings = new ArrayList<>(ReachChecks.database(reach.withConnection()));
            findings.addAll(examined.findings());
            findings.add(position(login, examined.facts().get()));
            findings.addAll(sizes(login, examined.facts().get()));
            return sections(login, findings);
        }
        Finding failure = examined.findings().get(0);
        Reach known = failure.severity() == Severity.UNREACHABLE ? NetworkProbe.connect(reach) : reach.withConnection();
        return known.connected()
                ? unknown(login, known, failure.check(), examined.findings())
                : unknown(login, known, Check.TCP, List.of());
    }

    /** @param last the check that failed: what comes behind it is not known */
    private List<Section> unknown(Login login, Reach reach, Check last, List<Finding> failures) {
        List<Finding> findings = new ArrayList<>(ReachChecks.database(reach));
        if (last == Check.LOGIN) {
            findings.add(Finding.notChecked(Check.TLS, "there is no login"));
        }
        findings.addAll(failures);
        String because = last == Check.TCP ? "there is no connection" : "there is no login";
        findings.addAll(Preflight.notChecked(last, because));
        findings.addAll(Preflight.notChecked(Group.TABLES, because));
        return sections(login, findings);
    }

    private List<Section> sections(Login login, List<Finding> findings) {
        return List.of(
                new Section(Group.DATABASE, login.address(), of(Group.DATABASE, findings)),
                new Section(
                        Group.TABLES,
                        settings.database().tables() + " at " + login.address(),
                        of(Group.TABLES, findings)));
    }

    /** What servers are to one another is told once for all of them. */
    private List<Finding> of(Group group, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.check().group() == group)
                .filter(finding -> finding.check() != Check.ERRANT_TRANSACTIONS)
                .filter(finding -> several || finding.check() != Check.SEVERAL_SERVERS)
                .toList();
    }

    private Finding position(Login login, ServerFacts facts) {
        Saved saved = broker.saved();
        if (saved.problem().isPresent()) {
            return saved.problem().get();
        }
        try {
            Outlook outlook = Outlook.of(
                    wiring.relay(),
                    broker.maxPacketBytes().orElse(BrokerConnection.MOST_PACKET_BYTES),
                    source(login),
                    saved.checkpoint());
            return new PositionFacts(outlook.saved().map(Object::toString), outlook.lost(), outlook.anew())
                    .judged(facts.identity());
        } catch (SourceUnavailableException e) {
            return new Finding(
                    Check.SAVED_POSITION,
                    Severity.WARNING,
                    String.valueOf(e.getMessage()),
                    "a server that has executed all that was published",
                    "wait until it has, or until another of the servers is followed");
        } catch (MisconfiguredException e) {
            return Finding.notChecked(Check.SAVED_POSITION, String.valueOf(e.getMessage()));
        }
    }

    private List<Finding> sizes(Login login, ServerFacts facts) {
        if (broker.maxPacketBytes().isEmpty()) {
            return List.of(Finding.notChecked(Check.ROW_SIZE, "the largest packet that the broker takes is not known"));
        }
        List<TableId> tables = facts.tables().stream()
                .filter(TableFacts.Present.class::isInstance)
                .map(TableFacts::id)
                .toList();
        if (tables.isEmpty()) {
            return List.of(Finding.notChecked(Check.ROW_SIZE, "there is no table"));
        }
        try {
            return source(login).largestRows(tables).stream()
                    .map(row -> size(row, broker.maxPacketBytes().get()))
                    .toList();
        } catch (SourceUnavailableException | MisconfiguredException e) {
            return List.of(Finding.notChecked(Check.ROW_SIZE, String.valueOf(e.getMessage())));
        }
    }

    private Finding size(LargestRow row, int brokerBytes) {
        PacketRules rules = wiring.relay().packets();
        int maxBytes = rules.maxBytes(brokerBytes);
        SizeForecast forecast = new SizeForecast(row, maxBytes, rules.oversized());
        String subject = "row size of " + row.table();
        // Without a limit but MQTT's own, hardly any row comes near it, whatever its columns may hold.
        if (forecast.fits() || maxBytes == BrokerConnection.MOST_PACKET_BYTES) {
            return Finding.ok(Check.ROW_SIZE, subject, forecast.largest() + " in an event", NEEDED_SIZE);
        }
        return new Finding(
                Check.ROW_SIZE,
                subject,
                Severity.WARNING,
                forecast.largest() + " in an event, more than the broker's " + maxBytes + " bytes: "
                        + forecast.outcome(),
                NEEDED_SIZE,
                forecast.remedy());
    }

    /** Of this server, as one of those that there are. */
    private MysqlSource source(Login login) {
        return new MysqlSource(wiring.mysql(login), wiring.serversFrom(login));
    }
}
