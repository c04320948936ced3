package dev.rowcast.connections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.message.Message.Delivery;
import dev.rowcast.mqtt.BrokerAddress;
import dev.rowcast.mqtt.MqttConnector;
import dev.rowcast.mqtt.ShardedConnector;
import dev.rowcast.relay.BrokerConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes retained rows and their events over one, two and four connections in turns, each within the relay's window. Arguments:
 * the broker's URL, how many messages, how many rounds.
 */
public final class ConnectionsBenchmark {
    private static final List<Integer> CONNECTIONS = List.of(1, 2, 4);
    private static final int WINDOW = 1_000;
    private static final int ROWS = 10_000;
    private static final byte[] PAYLOAD = ("{\"id\":7,\"text\":\"" + "x".repeat(184) + "\"}").getBytes(UTF_8);

    private ConnectionsBenchmark() {}

    public static void main(String[] args) throws Exception {
        URI broker = URI.create(args[0]);
        int messages = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Map<Integer, List<Double>> rates = new TreeMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (int connections : CONNECTIONS) {
                double rate = measured(broker, connections, messages);
                if (round > 0) { // the first warms up
                    rates.computeIfAbsent(connections, absent -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        double one = median(requireNonNull(rates.get(1)));
        System.out.println("| connections | messages/s | ratio |");
        System.out.println("|---|---|---|");
        rates.forEach((connections, all) ->
                System.out.printf("| %d | %,.0f | %.2f× |%n", connections, median(all), median(all) / one));
    }

    /** Acknowledged messages a second. */
    private static double measured(URI broker, int connections, int messages) throws Exception {
        BrokerAddress address = new BrokerAddress(
                broker, null, null, "rowcast-bench", "rowcast/status", Duration.ofSeconds(10), Duration.ofSeconds(20));
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (BrokerConnection connection = ShardedConnector.to(
                        address,
                        connections,
                        lane -> MqttConnector.external(lane, TransportSettings.DEFAULTS, List.of()))
                .connect()) {
            Semaphore window = new Semaphore(WINDOW);
            long start = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                window.acquire();
                connection.publish(message(i)).whenComplete((done, thrown) -> {
                    failure.compareAndSet(null, thrown);
                    window.release();
                });
            }
            window.acquire(WINDOW);
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException(thrown);
            }
            return messages / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** State and event of a row in turns. */
    private static Message message(int number) {
        int row = number / 2 % ROWS;
        String state = "orders/state/" + row;
        boolean retained = number % 2 == 0;
        return new Message(
                retained ? state : "orders/updated/" + row,
                PAYLOAD,
                retained,
                null,
                null,
                new Delivery(state, Map.of(), null));
    }

    private static double median(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
