package dev.rowcast.bench.peers;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's engine as one would write it for MQTT: follows {@code shop.orders}, and publishes what Rowcast publishes. Arguments:
 * see {@link RelayArguments}; {@code database.hostname}, {@code .port}, {@code .user} and {@code .password} are among the properties.
 * Prints {@code ready} when it follows the binlog, and how many messages it has published when it is asked to end. Ends with 1 if the
 * engine fails.
 */
public final class DebeziumRelay {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private DebeziumRelay() {}

    public static void main(String[] arguments) throws Exception {
        RelayArguments relay = RelayArguments.parse(List.of(arguments));
        Publisher publisher = Publisher.connect(relay.broker());
        Batches batches = new Batches(new ChangeMessages(new Place(System.currentTimeMillis()), publisher), publisher);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(EngineProperties.of(relay))
                .using((boolean success, String message, Throwable error) -> {
                    if (!success) {
                        System.err.println(message);
                        if (error != null) {
                            error.printStackTrace();
                        }
                    }
                    ended.complete(success);
                })
                .notifying(batches)
                .build();
        Thread runner = new Thread(engine, "engine");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(engine, batches, runner, publisher), "end"));
        runner.start();
        awaitStreaming(ended);
        if (!ended.isDone()) {
            System.out.println("ready");
        }
        if (!ended.get()) {
            System.exit(1);
        }
    }

    /** Also saves the offsets, those of what was published last included: closing interrupts a batch, which then counts for nothing. */
    private static void end(
            DebeziumEngine<RecordChangeEvent<SourceRecord>> engine,
            Batches batches,
            Thread runner,
            Publisher publisher) {
        try {
            batches.awaitCurrent();
            engine.close();
            runner.join();
            publisher.close();
            System.out.println("published " + publisher.published());
        } catch (IOException | IllegalStateException e) {
            // it has ended by itself
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Debezium tells by a figure of its own; nothing else does. */
    private static void awaitStreaming(CompletableFuture<Boolean> ended) throws JMException, InterruptedException {
        ObjectName streaming = new ObjectName(
                "debezium.mysql:type=connector-metrics,context=streaming,server=" + EngineProperties.SERVER);
        while (!ended.isDone() && !isConnected(streaming)) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    private static boolean isConnected(ObjectName streaming) throws JMException {
        try {
            return (boolean) ManagementFactory.getPlatformMBeanServer().getAttribute(streaming, "Connected");
        } catch (InstanceNotFoundException | AttributeNotFoundException e) {
            return false;
        }
    }
}
