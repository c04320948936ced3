package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.BrokerStartException;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.broker.Listeners;
import dev.rowcast.broker.TlsFiles;
import dev.rowcast.broker.access.Publisher;
import dev.rowcast.pem.PemFile;
import dev.rowcast.testing.TestingCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbeddedBrokerTlsTest {
    private static final Publisher PUBLISHER = new Publisher("rowcast", "s3cret");
    private static final Path MOSQUITTO_SUB = Path.of("/usr/bin/mosquitto_sub");

    @TempDir
    private static Path shared = Path.of("unset");

    private static TestingCertificates first;
    private static TestingCertificates second;

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeAll
    static void createCertificates() throws Exception {
        first = TestingCertificates.create(Files.createDirectory(shared.resolve("first")));
        second = TestingCertificates.create(Files.createDirectory(shared.resolve("second")));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,false", "TLSv1.3,false", "TLSv1.3,true"})
    void connectionsAreEncrypted(String protocol, boolean webSocket) throws Exception {
        try (EmbeddedBroker broker = start(tls(null))) {
            Mqtt5BlockingClient client =
                    client(broker, webSocket, trusting(first.ca()).protocols(List.of(protocol)));
            client.connect();
            assertThat(client.getState().isConnected()).isTrue();
            client.disconnect();
        }
    }

    @Test
    void mosquittoSubConnects() throws Exception {
        assumeTrue(Files.isExecutable(MOSQUITTO_SUB), "SKIPPED: mosquitto_sub is not installed");
        try (EmbeddedBroker broker = start(tls(null))) {
            Mqtt5BlockingClient publisher = connectedPublisher(broker);
            publisher
                    .publishWith()
                    .topic("orders/state/1")
                    .retain(true)
                    .payload("{}".getBytes(UTF_8))
                    .send();
            publisher.disconnect();
            Process subscriber = new ProcessBuilder(
                            MOSQUITTO_SUB.toString(),
                            "--cafile",
                            first.ca().toString(),
                            "-p",
                            Integer.toString(broker.mqttPort()),
                            "-t",
                            "orders/#",
                            "-C",
                            "1",
                            "-W",
                            "20")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(subscriber.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("{}\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.1", "TLSv1"})
    void oldVersionsAreRefused(String protocol) throws Exception {
        try (EmbeddedBroker broker = start(tls(null))) {
            Mqtt5BlockingClient client =
                    client(broker, false, trusting(first.ca()).protocols(List.of(protocol)));
            assertThatThrownBy(client::connect).rootCause().isInstanceOf(Exception.class);
        }
    }

    @Test
    void plainConnectionsAreClosed() throws Exception {
        try (EmbeddedBroker broker = start(tls(null))) {
            Mqtt5BlockingClient client = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("127.0.0.1")
                    .serverPort(broker.mqttPort())
                    .buildBlocking();
            assertThatThrownBy(client::connect).isNotInstanceOf(Mqtt5ConnAckException.class);
            assertThat(broker.failure()).isEmpty();
        }
    }

    @Test
    void clientsNeedACertificateWhereOneIsAskedForButThePublisherDoesNot() throws Exception {
        try (EmbeddedBroker broker = start(tls(first.ca()))) {
            Mqtt5BlockingClient without = client(broker, false, trusting(first.ca()));
            assertThatThrownBy(without::connect)
                    .isInstanceOfSatisfying(Mqtt5ConnAckException.class, refusal -> assertThat(
                                    refusal.getMqttMessage().getReasonCode())
                            .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));
            Mqtt5BlockingClient with =
                    client(broker, false, trusting(first.ca()).keyManagerFactory(keys(first)));
            with.connect();
            with.disconnect();
            Mqtt5BlockingClient stranger =
                    client(broker, false, trusting(first.ca()).keyManagerFactory(keys(second)));
            assertThatThrownBy(stranger::connect).isInstanceOf(Exception.class);
            Mqtt5BlockingClient publisher = connectedPublisher(broker);
            publisher.disconnect();
        }
    }

    @Test
    void newCertificateIsUsedAndABrokenOneIsNot() throws Exception {
        Path certificate = Files.copy(first.certificate(), directory.resolve("certificate.pem"));
        Path key = Files.copy(first.key(), directory.resolve("key.pem"));
        try (EmbeddedBroker broker = start(new TlsFiles(certificate, key, null))) {
            Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(certificate, "nothing");
            Awaitility.await()
                    .during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> isShown(broker, first));
            Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isShown(broker, second));
            Mqtt5BlockingClient client = client(broker, false, trusting(second.ca()));
            client.connect();
            client.disconnect();
        }
    }

    private static boolean isShown(EmbeddedBroker broker, TestingCertificates certificates) throws Exception {
        X509Certificate expected =
                PemFile.certificates(certificates.certificate()).get(0);
        return broker.certificate().orElseThrow().equals(expected);
    }

    @Test
    void unusableFilesAreNamedAtStart() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path pkcs1 = Files.writeString(
                directory.resolve("pkcs1.pem"), "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n");
        refuses(new TlsFiles(missing, first.key(), null), missing + " does not exist");
        refuses(new TlsFiles(first.certificate(), missing, null), missing + " does not exist");
        refuses(new TlsFiles(first.certificate(), pkcs1, null), "openssl pkcs8 -topk8 -nocrypt -in " + pkcs1);
        refuses(new TlsFiles(first.certificate(), first.certificate(), null), "holds no private key in PEM format");
        refuses(new TlsFiles(first.key(), first.key(), null), "holds no certificate in PEM format");
        refuses(new TlsFiles(first.certificate(), second.key(), null), "does not belong to the certificate");
        refuses(new TlsFiles(first.certificate(), first.key(), first.key()), "holds no certificate in PEM format");
    }

    private static void refuses(TlsFiles files, String reason) {
        assertThatThrownBy(() -> start(files))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContainingAll("TLS", reason);
    }

    private static TlsFiles tls(@Nullable Path clientCa) {
        return new TlsFiles(first.certificate(), first.key(), clientCa);
    }

    private static EmbeddedBroker start(TlsFiles files) throws BrokerStartException {
        return EmbeddedBroker.start(BrokerSettings.defaults(PUBLISHER, List.of("orders/"))
                .at(Listeners.defaults().withPorts(0, 0).with(files)));
    }

    private static Mqtt5BlockingClient client(
            EmbeddedBroker broker, boolean webSocket, MqttClientSslConfigBuilder ssl) {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(webSocket ? broker.webSocketPort() : broker.mqttPort())
                .sslConfig(ssl.handshakeTimeout(10, TimeUnit.SECONDS).build());
        return (webSocket ? builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig() : builder)
                .buildBlocking();
    }

    private static Mqtt5BlockingClient connectedPublisher(EmbeddedBroker broker) throws Exception {
        Mqtt5BlockingClient publisher = client(broker, false, trusting(first.ca()));
        publisher
                .connectWith()
                .simpleAuth()
                .username(PUBLISHER.username())
                .password(PUBLISHER.password().getBytes(UTF_8))
                .applySimpleAuth()
                .send();
        return publisher;
    }

    private static MqttClientSslConfigBuilder trusting(Path ca) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", PemFile.certificates(ca).get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return MqttClientSslConfig.builder().trustManagerFactory(trust);
    }

    /** The server's key serves as a client's. */
    private static KeyManagerFactory keys(TestingCertificates certificates) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(certificates.key().resolveSibling("keys.p12"))) {
            store.load(in, password);
        }
        store.deleteEntry("ca");
        store.deleteEntry("other");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return keys;
    }
}
