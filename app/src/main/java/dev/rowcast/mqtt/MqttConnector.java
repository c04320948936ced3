package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerConnector;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects to an MQTT 5 broker. Each connection is a client of its own with a clean start, no session that outlives it and no
 * reconnect of its own. The Last Will is retained, at QoS 1. TCP_NODELAY is on: Netty
 * sets it by default (its {@code DefaultSocketChannelConfig}), and the client leaves it. The relay's thread.
 */
public final class MqttConnector implements BrokerConnector {
    /**
     * How many messages the broker may send ahead of our acknowledgement, which bounds what is held for the caller. The client
     * ends a connection whose broker sends more, and Mosquitto 2.0.11 does so with a much lower limit.
     */
    private static final int RECEIVE_MAXIMUM = 60_000;

    private final BrokerAddress address;
    private final @Nullable Supplier<X509Certificate> certificate;
    private final Failures failures;

    /** To a broker whose certificate, if it speaks TLS, is signed by a CA that the JVM trusts. */
    public MqttConnector(BrokerAddress address) {
        this(address, null);
    }

    /**
     * To a broker whose certificate is known.
     *
     * @param certificate asked for at each connection; whatever host it names, it is trusted, and no other is. Null for those
     *     that the JVM trusts
     */
    public MqttConnector(BrokerAddress address, @Nullable Supplier<X509Certificate> certificate) {
        this.address = requireNonNull(address, "address is null");
        this.certificate = certificate;
        failures = new Failures(address);
    }

    @Override
    public BrokerConnection connect() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        CompletableFuture<Void> lost = new CompletableFuture<>();
        Mqtt5AsyncClient client = client(lost);
        CompletableFuture<Mqtt5ConnAckRestrictions> connecting =
                client.connect(request()).thenApply(answer -> answer.getRestrictions());
        MqttConnection connection = new MqttConnection(client, address, failures, lost);
        try {
            // the client's own time limits come first, and tell more
            Mqtt5ConnAckRestrictions restrictions =
                    connecting.get(2 * address.timeout().toMillis(), TimeUnit.MILLISECONDS);
            requireAbilities(restrictions);
            connection.limitPackets(restrictions.getMaximumPacketSize());
            connection.openLoopback();
            return connection;
        } catch (ExecutionException e) {
            failures.raise("Connecting", e);
            throw new AssertionError(e);
        } catch (TimeoutException e) {
            connection.close();
            throw new BrokerUnavailableException(
                    "The broker " + address.display() + " did not answer within " + address.timeout(), e);
        } catch (MisconfiguredException | BrokerUnavailableException e) {
            connection.close();
            throw e;
        } catch (InterruptedException e) {
            abandon(client, connecting);
            throw e;
        }
    }

    private void requireAbilities(Mqtt5ConnAckRestrictions restrictions) throws MisconfiguredException {
        if (!restrictions.isRetainAvailable()) {
            throw new MisconfiguredException("The broker " + address.display()
                    + " does not keep retained messages, which hold every row's state; allow them there.");
        }
        if (restrictions.getMaximumQos() == MqttQos.AT_MOST_ONCE) {
            throw new MisconfiguredException("The broker " + address.display()
                    + " accepts QoS 0 only, which loses messages; allow QoS 1 there.");
        }
    }

    /** Disconnects as soon as there is something to disconnect, without waiting. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits any more
    private static void abandon(Mqtt5AsyncClient client, CompletableFuture<?> connecting) {
        connecting.whenComplete((answer, failure) -> {
            if (client.getState() != MqttClientState.DISCONNECTED) {
                client.disconnect();
            }
        });
    }

    /** Callbacks run on the client's one Netty thread, in order; by default they come on several, in any order. */
    private Mqtt5AsyncClient client(CompletableFuture<Void> lost) {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(address.clientId())
                .transportConfig(transport())
                .addDisconnectedListener(context -> lost.completeExceptionally(context.getCause()))
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .nettyExecutor(new OwnThread("mqtt-" + address.clientId()))
                .nettyThreads(1)
                .applyExecutorConfig();
        if (address.username() != null) {
            String password = address.password() == null ? "" : address.password();
            builder = builder.simpleAuth()
                    .username(address.username())
                    .password(password.getBytes(UTF_8))
                    .applySimpleAuth();
        }
        return builder.buildAsync();
    }

    private MqttClientTransportConfig transport() {
        long timeoutMillis = address.timeout().toMillis();
        MqttClientTransportConfigBuilder builder = MqttClientTransportConfig.builder()
                .serverHost(address.url().getHost())
                .serverPort(address.port())
                .socketConnectTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
        if (certificate != null) {
            builder = builder.sslConfig(pinned(certificate.get()));
        } else if (address.encrypted()) {
            builder = builder.sslWithDefaultConfig();
        }
        if (address.webSocket()) {
            builder = builder.webSocketConfig(MqttWebSocketConfig.builder()
                    .serverPath(address.path().substring(1))
                    .handshakeTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                    .build());
        }
        return builder.build();
    }

    /** Trusts one certificate, whatever host it names. */
    private static MqttClientSslConfig pinned(X509Certificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("broker", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return MqttClientSslConfig.builder()
                    .trustManagerFactory(trust)
                    .hostnameVerifier((host, session) -> true)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JVM has key stores and trust managers", e);
        }
    }

    private Mqtt5Connect request() {
        Mqtt5ConnectBuilder request = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive((int) address.keepAlive().toSeconds())
                .restrictions()
                .receiveMaximum(RECEIVE_MAXIMUM)
                .applyRestrictions();
        String statusTopic = address.statusTopic();
        return statusTopic == null
                ? request.build()
                : request.willPublish(lastWill(statusTopic)).build();
    }

    private Mqtt5WillPublish lastWill(String statusTopic) {
        return Mqtt5WillPublish.builder()
                .topic(statusTopic)
                .payload(address.lastWord().getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .contentType(MqttConnection.PLAIN_TEXT)
                .build();
    }

    /** The client shares Netty's threads among all clients with the same executor, so each connection gets one of its own. */
    private static final class OwnThread implements Executor {
        private final String name;

        OwnThread(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable task) {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
