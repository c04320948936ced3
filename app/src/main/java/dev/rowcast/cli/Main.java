package dev.rowcast.cli;

import dev.rowcast.Application;
import dev.rowcast.Audience;
import dev.rowcast.DemoLaunch;
import dev.rowcast.Inspector;
import dev.rowcast.Outcome;
import dev.rowcast.Running;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.config.DatabaseSettings.Address;
import dev.rowcast.config.Secret;
import dev.rowcast.config.Settings;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.demo.DemoDatabaseException;
import dev.rowcast.demo.DemoDatabaseSettings;
import dev.rowcast.demo.EmbeddedDatabase;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.MisconfiguredException;
import java.util.List;

/** The process's entry: wires the commands to what they set in motion, and ends with their exit code. */
public final class Main {
    private static final String DEMO_USER = "rowcast";
    private static final String DEMO_SCHEMA = "shop";

    private Main() {}

    public static void main(String[] arguments) {
        Parts parts = new Parts(Main::run, Main::demo, Inspector::inspect, new TerminalPrompt(System.in));
        System.exit(CommandTree.create(parts, System.getenv()).execute(arguments));
    }

    private static Outcome run(Settings settings, Audience audience)
            throws MisconfiguredException, InterruptedException {
        DatabaseSettings database = settings.database();
        return run(settings, database.user() + "@" + database.address(), audience);
    }

    private static Outcome run(Settings settings, String database, Audience audience)
            throws MisconfiguredException, InterruptedException {
        try (Application application = Application.start(settings)) {
            audience.started(new Running(application.endpoints(), database, application::vitals));
            return application.awaitStopped();
        }
    }

    @SuppressWarnings("try") // traffic runs by itself, and has only to end
    private static Outcome demo(Settings settings, DemoLaunch.Options options, Audience audience)
            throws MisconfiguredException, InterruptedException {
        DemoDatabaseSettings demo = DemoDatabaseSettings.below(settings.relay().dataDir(), options.databasePort());
        try (EmbeddedDatabase embedded = EmbeddedDatabase.start(demo)) {
            Login login = new Login(embedded.host(), embedded.port(), DEMO_USER, DEMO_USER, TlsSettings.DISABLED);
            DatabaseSettings database = new DatabaseSettings(
                    List.of(new Address(login.host(), login.port())),
                    DEMO_USER,
                    new Secret(DEMO_USER),
                    settings.database().tables(),
                    DEMO_SCHEMA,
                    login.tls());
            try (DemoTraffic traffic = DemoTraffic.start(login, options.changesPerSecond())) {
                return run(
                        settings.withDatabase(database),
                        "mysql -h " + login.host() + " -P " + login.port() + " -u " + DEMO_USER + " -p" + DEMO_USER
                                + " " + DEMO_SCHEMA,
                        audience);
            }
        } catch (DemoDatabaseException e) {
            throw new MisconfiguredException(String.valueOf(e.getMessage()), e);
        }
    }
}
