package dev.rowcast.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import dev.rowcast.netty.PacedReads;
import dev.rowcast.pem.UnusablePemException;
import dev.rowcast.relay.BrokerUnavailableException;
import io.reactivex.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens sessions. Each is a client of its own, without a reconnect of its own, which takes acknowledgements together.
 * TCP_NODELAY is on: Netty sets it by default (its {@code DefaultSocketChannelConfig}), and the client leaves it. The relay's
 * thread.
 */
final class Dialler {
    private final BrokerAddress address;
    private final TlsConfig.Source tls;

    /** @param tls how to encrypt */
    Dialler(BrokerAddress address, TlsConfig.Source tls) {
        this.address = address;
        this.tls = tls;
    }

    /** @throws ExecutionException with the client's exception, if the broker can not be reached or refuses */
    Session5 dial5() throws ExecutionException, BrokerUnavailableException, InterruptedException {
        CompletableFuture<Void> lost = new CompletableFuture<>();
        Mqtt5AsyncClient client = builder(lost).useMqttVersion5().buildAsync();
        Mqtt5ConnAck answer = await(PacedReads.in(() -> client.connect(Session5.request(address))), client::disconnect);
        return new Session5(client, address, answer, lost);
    }

    /** @throws ExecutionException with the client's exception, if the broker can not be reached or refuses */
    Session3 dial3() throws ExecutionException, BrokerUnavailableException, InterruptedException {
        CompletableFuture<Void> lost = new CompletableFuture<>();
        Mqtt3AsyncClient client = builder(lost).useMqttVersion3().buildAsync();
        await(PacedReads.in(() -> client.connect(Session3.request(address))), client::disconnect);
        return new Session3(client, address, lost);
    }

    private <T> T await(CompletableFuture<T> connecting, Supplier<CompletableFuture<Void>> disconnect)
            throws ExecutionException, BrokerUnavailableException, InterruptedException {
        try {
            // the client's own time limits come first, and tell more
            return connecting.get(2 * address.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon(connecting, disconnect);
            throw new BrokerUnavailableException(
                    "The broker " + address.display() + " did not answer within " + address.timeout(), e);
        } catch (InterruptedException e) {
            abandon(connecting, disconnect);
            throw e;
        }
    }

    /** Disconnects as soon as there is something to disconnect, without waiting. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits any more
    private static void abandon(CompletableFuture<?> connecting, Supplier<CompletableFuture<Void>> disconnect) {
        connecting.thenCompose(answer -> disconnect.get());
    }

    /** Callbacks run on the client's one Netty thread, in order; by default they come on several, in any order. */
    private MqttClientBuilder builder(CompletableFuture<Void> lost) throws BrokerUnavailableException {
        return MqttClient.builder()
                .identifier(address.clientId())
                .transportConfig(transport())
                .addDisconnectedListener(context -> lost.completeExceptionally(context.getCause()))
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .nettyExecutor(new OwnThread("mqtt-" + address.clientId()))
                .nettyThreads(1)
                .applyExecutorConfig();
    }

    private MqttClientTransportConfig transport() throws BrokerUnavailableException {
        long timeoutMillis = address.timeout().toMillis();
        MqttClientTransportConfigBuilder builder = MqttClientTransportConfig.builder()
                .serverHost(address.url().getHost())
                .serverPort(address.port())
                .socketConnectTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
        try {
            MqttClientSslConfig config = tls.get();
            if (config != null) {
                builder = builder.sslConfig(config);
            }
        } catch (UnusablePemException e) {
            // they were good at the start, and may just be written anew
            throw new BrokerUnavailableException(
                    "TLS towards the broker " + address.display() + " can not be set up: " + e.getMessage(), e);
        }
        if (address.webSocket()) {
            builder = builder.webSocketConfig(MqttWebSocketConfig.builder()
                    .serverPath(address.path().substring(1))
                    .handshakeTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                    .build());
        }
        return builder.build();
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
