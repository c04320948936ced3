package dev.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.TableId;
import dev.rowcast.message.RetainMode;
import dev.rowcast.selection.TableSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsDefaultsTest {
    private final LoadedSettings loaded = TestingSources.load(Map.of());
    private final Settings settings = loaded.settings();

    @Test
    void watchesTheOrdersOfALocalShop() {
        assertThat(settings.database())
                .isEqualTo(new DatabaseSettings(
                        List.of(new DatabaseSettings.Address("localhost", 3306)),
                        "rowcast",
                        new Secret(""),
                        TableSelection.of(List.of(new TableId("shop", "orders"))),
                        "shop",
                        TlsSettings.PREFERRED));
    }

    @Test
    void publishesToTheEmbeddedBrokerOnLoopback() {
        assertThat(settings.mqtt())
                .isEqualTo(new MqttSettings(
                        null,
                        null,
                        null,
                        new TransportSettings(MqttVersion.AUTO, new TransportSettings.Tls(null, null, null)),
                        "127.0.0.1",
                        1883,
                        8083,
                        ListenerSettings.DEFAULTS,
                        AccessSettings.OPEN));
        assertThat(settings.mqtt().embedded()).isTrue();
    }

    @Test
    void keepsTheStateAndNotTheEvents() {
        assertThat(settings.topics())
                .isEqualTo(new TopicSettings("{table}/{event}/{key}", "{table}/state/{key}", RetainMode.STATE));
    }

    @Test
    void sendsPlainEventsOverOneConnectionAndLeavesNothingOut() {
        assertThat(settings.messaging()).isEqualTo(MessagingSettings.DEFAULTS);
    }

    @Test
    void servesThePageOnLoopbackAndLetsNobodyWrite() {
        assertThat(settings.web()).isEqualTo(new WebSettings("127.0.0.1", 8080, false, null, null));
    }

    @Test
    void boundsTheRelay() {
        assertThat(settings.relay()).isEqualTo(new RelaySettings(Path.of(".rowcast"), 1000, Duration.ofMinutes(5)));
    }

    @Test
    void derivesAStableServerIdInAHighRangeFromTheName() {
        assertThat(settings.name()).isEqualTo("rowcast");
        assertThat(settings.serverId()).isEqualTo(4_147_640_774L).isGreaterThan(0xF000_0000L);
        assertThat(TestingSources.load(Map.of("ROWCAST_NAME", "other"))
                        .settings()
                        .serverId())
                .isNotEqualTo(settings.serverId());
    }

    @Test
    void demoDatabaseStaysOutOfTheWayOfOthers() {
        assertThat(loaded.demoDatabasePort()).isEqualTo(3307);
    }

    @Test
    void logsTransitions() {
        assertThat(loaded.log()).isEqualTo(new LogSettings(LogLevel.INFO, LogFormat.TEXT));
    }

    @Test
    void tellsTheOriginOfEachSetting() {
        assertThat(loaded.effective()).hasSameSizeAs(SettingsTable.all());
        assertThat(loaded.effective())
                .contains(new EffectiveSetting("MYSQL_HOST", "localhost", "default"))
                .contains(new EffectiveSetting("MQTT_URL", "", "default"))
                .contains(new EffectiveSetting(
                        "ROWCAST_SERVER_ID", Long.toString(settings.serverId()), "derived from ROWCAST_NAME"));
    }

    @Test
    void demoBringsItsDatabaseAndMayWrite() {
        SettingSources demo =
                new SettingSources(Map.of(), Map.of("MYSQL_HOST", "db", "MYSQL_DATABASE", "crm"), null, Preset.DEMO);

        LoadedSettings inDemo = TestingSources.load(demo);

        assertThat(inDemo.settings().database()).isEqualTo(settings.database());
        assertThat(inDemo.settings().web().writeApi()).isTrue();
        assertThat(inDemo.effective()).contains(new EffectiveSetting("ROWCAST_WRITE_API", "true", "demo"));
    }

    @Test
    void demoCanBeKeptFromWriting() {
        SettingSources demo = new SettingSources(Map.of("ROWCAST_WRITE_API", "false"), Map.of(), null, Preset.DEMO);

        assertThat(TestingSources.load(demo).settings().web().writeApi()).isFalse();
    }
}
