package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.config.MqttVersion;
import dev.rowcast.config.TransportSettings;
import dev.rowcast.config.TransportSettings.Tls;
import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.testing.TestingCertificates;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingProxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Towards a Mosquitto that speaks TLS alone, and one that wants a certificate besides. */
final class ExternalBrokerTlsTest {
    @TempDir
    private static Path shared = Path.of("unset");

    private static TestingCertificates own;
    private static TestingCertificates strangers;
    private static TestingMosquitto broker;
    private static TestingMosquitto demanding;

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeAll
    static void start() throws Exception {
        own = TestingCertificates.create(Files.createDirectory(shared.resolve("own")));
        strangers = TestingCertificates.create(Files.createDirectory(shared.resolve("strangers")));
        String[] tls = {"certfile " + own.certificate(), "keyfile " + own.key(), "cafile " + own.ca()};
        broker = TestingMosquitto.start(
                Files.createDirectory(shared.resolve("broker")), TestingMosquitto.Options.ofEachListener(tls));
        demanding = TestingMosquitto.start(
                Files.createDirectory(shared.resolve("demanding")),
                TestingMosquitto.Options.ofEachListener(tls[0], tls[1], tls[2], "require_certificate true"));
    }

    @AfterAll
    static void stop() {
        broker.close();
        demanding.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtts", "wss"})
    void trustsTheCaThatItWasGiven(String scheme) throws Exception {
        assertPublishes(url(broker, scheme), new Tls(own.ca(), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtts", "wss"})
    void showsItsCertificateWhereOneIsDemanded(String scheme) throws Exception {
        assertPublishes(url(demanding, scheme), new Tls(own.ca(), own.certificate(), own.key()));
    }

    @Test
    void speaksTlsInTheOlderVersionToo() throws Exception {
        try (BrokerConnection connection = MqttConnector.external(
                        address(url(broker, "mqtts")),
                        new TransportSettings(MqttVersion.V3_1_1, new Tls(own.ca(), null, null)),
                        List.of())
                .connect()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtts", "wss"})
    void aBrokerOfAnotherCaIsRefusedWithTheRemedy(String scheme) {
        assertMisconfigured(url(broker, scheme), new Tls(own.otherCa(), null, null), "MQTT_TLS_CA", "add its CA there");
        assertMisconfigured(url(broker, scheme), Tls.DEFAULTS, "set MQTT_TLS_CA to the PEM file of its CA");
    }

    @Test
    void aBrokerOfAnotherNameIsRefused() throws Exception {
        // the certificate is for 127.0.0.1
        try (TestingProxy elsewhere = new TestingProxy("127.0.0.2", broker.mqttPort())) {
            assertMisconfigured(
                    URI.create("mqtts://127.0.0.2:" + elsewhere.port()),
                    new Tls(own.ca(), null, null),
                    "for another host",
                    "MQTT_URL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtts", "wss"})
    void aBrokerThatDemandsACertificateIsToldOf(String scheme) {
        assertMisconfigured(
                url(demanding, scheme), new Tls(own.ca(), null, null), "set MQTT_TLS_CERT and MQTT_TLS_KEY");
        assertMisconfigured(
                url(demanding, scheme),
                new Tls(own.ca(), strangers.certificate(), strangers.key()),
                "does not accept the certificate in MQTT_TLS_CERT");
    }

    @Test
    void renewedFilesHoldForTheNextConnection() throws Exception {
        Path ca = Files.copy(strangers.ca(), directory.resolve("ca.pem"));
        Path certificate = Files.copy(strangers.certificate(), directory.resolve("certificate.pem"));
        Path key = Files.copy(strangers.key(), directory.resolve("key.pem"));
        MqttConnector connector = connector(url(demanding, "mqtts"), new Tls(ca, certificate, key));
        assertThatThrownBy(connector::connect).hasMessageContaining("MQTT_TLS_CA");
        Files.copy(own.ca(), ca, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(own.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(connector::connect)
                .as("half of it is worth another attempt")
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("the key in " + key + " does not belong to the certificate");
        Files.copy(own.key(), key, StandardCopyOption.REPLACE_EXISTING);
        try (BrokerConnection connection = connector.connect()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    private static void assertPublishes(URI url, Tls tls) throws Exception {
        try (BrokerConnection connection = connector(url, tls).connect()) {
            connection
                    .publish(new Message("orders/state/1", url.getScheme().getBytes(UTF_8), true, null, null))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            List<String> found = new ArrayList<>();
            connection.forEachRetained("orders/state/1", message -> found.add(new String(message.payload(), UTF_8)));
            assertThat(found).containsExactly(url.getScheme());
        }
    }

    private static void assertMisconfigured(URI url, Tls tls, String... told) {
        assertThatThrownBy(() -> connector(url, tls).connect())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContainingAll(told);
    }

    private static MqttConnector connector(URI url, Tls tls) {
        return MqttConnector.external(address(url), new TransportSettings(MqttVersion.AUTO, tls), List.of());
    }

    private static BrokerAddress address(URI url) {
        return new BrokerAddress(
                url,
                TestingMosquitto.USERNAME,
                TestingMosquitto.PASSWORD,
                "rowcast-test",
                "rowcast/status",
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }

    private static URI url(TestingMosquitto of, String scheme) {
        int port = scheme.equals("wss") ? of.webSocketUrl().getPort() : of.mqttPort();
        return URI.create(scheme + "://127.0.0.1:" + port);
    }
}
