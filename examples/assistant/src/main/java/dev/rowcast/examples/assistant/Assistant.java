package dev.rowcast.examples.assistant;

import dev.rowcast.examples.assistant.ask.AskServer;
import dev.rowcast.examples.assistant.orders.Orders;
import dev.rowcast.examples.assistant.rules.Action;
import dev.rowcast.examples.assistant.rules.Outbox;
import dev.rowcast.examples.assistant.rules.Rules;
import dev.rowcast.examples.assistant.rules.Webhook;
import dev.rowcast.examples.follower.Batch;
import dev.rowcast.examples.follower.BrokerUnavailableException;
import dev.rowcast.examples.follower.Change;
import dev.rowcast.examples.follower.ContractException;
import dev.rowcast.examples.follower.Follower;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: take changes, write down what they ask for, acknowledge; look at the clock now and then. What it has to know
 * over a restart is in the outbox and retained by the broker. One thread; questions are answered on others.
 */
final class Assistant implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assistant.class);
    private static final int MOST_AT_ONCE = 500;
    private static final long WAIT_MILLIS = 500;
    private static final long SHORTEST_REST_MILLIS = 200;
    private static final long LONGEST_REST_MILLIS = 10_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AssistantSettings settings;
    private final Rules rules;
    private final Outbox outbox;
    private final Orders orders;
    private final AskServer questions;
    private final @Nullable Thread webhook;
    /** The highest version that was handled when this process began. */
    private final @Nullable String startPosition;

    private @Nullable String position;
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;
    private long restMillis = SHORTEST_REST_MILLIS;

    private Assistant(AssistantSettings settings) throws IOException {
        this.settings = settings;
        rules = new Rules(settings.pendingLimit());
        outbox = new Outbox(settings.outbox());
        orders = new Orders(settings.mostOrders());
        startPosition = outbox.position();
        position = startPosition;
        questions = AskServer.start(settings.ask(), orders);
        webhook = settings.webhook() == null ? null : new Thread(new Webhook(outbox, settings.webhook()), "webhook");
    }

    /** Takes questions from now on, and answers them once {@link #run} has read the orders. */
    static Assistant start(AssistantSettings settings) throws IOException {
        Assistant assistant = new Assistant(settings);
        if (assistant.webhook != null) {
            assistant.webhook.start();
        }
        LOG.info("Taking {}", settings.ask());
        return assistant;
    }

    /** Where questions are taken. */
    int port() {
        return questions.port();
    }

    /** Runs until it is interrupted. */
    void run() throws ContractException, IOException, InterruptedException {
        while (true) {
            try (Follower source = Follower.connect(settings.source())) {
                LOG.info("Following {}", settings.source());
                follow(source);
            } catch (BrokerUnavailableException e) {
                LOG.warn("{}; trying again", e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(restMillis / 2, restMillis + 1));
            restMillis = Math.min(2 * restMillis, LONGEST_REST_MILLIS);
        }
    }

    private void follow(Follower source)
            throws BrokerUnavailableException, ContractException, IOException, InterruptedException {
        orders.begin();
        boolean complete = false;
        while (true) {
            Batch batch = source.poll(MOST_AT_ONCE, WAIT_MILLIS);
            for (Change change : batch.changes()) {
                take(change);
            }
            batch.acknowledge();
            if (!complete && source.isWhole()) {
                orders.complete();
                complete = true;
                restMillis = SHORTEST_REST_MILLIS;
                LOG.info("Read {} orders", orders.all().size());
            }
            if (complete && System.nanoTime() - lookedNanos >= LOOK_NANOS) {
                lookedNanos = System.nanoTime();
                look();
            }
        }
    }

    /** An action is written down before its message is acknowledged. */
    private void take(Change change) throws ContractException, IOException {
        boolean news = orders.apply(change);
        Optional<Action> action = Optional.empty();
        if (change instanceof Change.Event event) {
            // also of what a later state has overtaken
            action = rules.onEvent(event);
        } else if (news && change instanceof Change.State state) {
            action = rules.onState(state, startPosition);
        }
        if (action.isPresent()) {
            put(action.get());
        }
        String version = change.version();
        if (version != null && (position == null || version.compareTo(position) > 0)) {
            position = version;
        }
    }

    /** Only with all orders read: so what is behind the position has been seen. */
    private void look() throws IOException {
        for (Action action : rules.pendingTooLong(orders.all(), Instant.now())) {
            put(action);
        }
        if (position != null && !position.equals(outbox.position())) {
            outbox.savePosition(position);
        }
    }

    private void put(Action action) throws IOException {
        if (outbox.put(action)) {
            LOG.info("{}: {}", action.kind(), action.orderKey());
        }
    }

    @Override
    public void close() {
        questions.close();
        if (webhook != null) {
            webhook.interrupt();
        }
    }
}
