package dev.rowcast.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingOrders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Rounds of faults between one database and one kind of broker, each with a verdict at its end. One thread. */
final class TortureRun {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestingDatabase database;
    private final BrokerKind broker;
    private final long seed;

    private final List<String> history = new ArrayList<>();
    private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
    private final Instant begun = Instant.now();
    private int rounds;
    private long transactions;
    private long statements;
    private long changes;
    private long missing;
    private long repeated;

    TortureRun(TestingDatabase database, BrokerKind broker, long seed) {
        this.database = database;
        this.broker = broker;
        this.seed = seed;
    }

    /**
     * Returns what it has been through; an error tells the seed, the faults, and what Rowcast has said.
     *
     * @param all for how long there are faults
     * @param round after which the verdict is given, and the ledger begins anew: what has to be remembered is bounded
     */
    String through(Duration all, Duration round, Path directory) throws Exception {
        TestingOrders orders = new TestingOrders(database);
        orders.recreate();
        try (TorturedSystem system = TorturedSystem.start(database, directory, broker)) {
            try {
                rounds(system, all, round);
                if (broker.isExternal()) {
                    refills(orders, system);
                }
                return report(system);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(failure(e, system), e);
            }
        }
    }

    private String failure(Throwable thrown, TorturedSystem system) {
        return "%s, %s, -Drowcast.torture.seed=%d: %s%n%s%nRowcast's log:%n%s"
                .formatted(
                        database,
                        broker,
                        seed,
                        thrown.getMessage(),
                        String.join("\n", history),
                        system.fleet().tails());
    }

    private void rounds(TorturedSystem system, Duration all, Duration most) throws Exception {
        FaultSchedule schedule = new FaultSchedule(broker, seed);
        Instant end = Instant.now().plus(all);
        while (Instant.now().isBefore(end)) {
            Instant bound = Instant.now().plus(most);
            round(system, schedule, bound.isBefore(end) ? bound : end);
            rounds++;
        }
    }

    private void round(TorturedSystem system, FaultSchedule schedule, Instant end) throws Exception {
        Ledger ledger = new Ledger(database);
        ledger.begin();
        int gapsBefore = system.gaps().size();
        Map<Long, String> before = marks(new TestingOrders(database).asState());
        try (RandomWriters writers = RandomWriters.start(database, "r" + rounds, seed + 1000L * rounds)) {
            while (Instant.now().isBefore(end)) {
                Fault fault = schedule.next();
                note(fault.toString());
                system.suffer(fault, writers);
                note("over");
                count(fault);
            }
            note("no more faults");
            writers.stop();
            system.awaitSettled(writers);
            transactions += writers.transactions();
            statements += writers.statements();
        }
        List<Ledger.Entry> entries = ledger.entries();
        changes += entries.stream()
                .filter(entry -> !entry.text().equals(Ledger.TRUNCATE))
                .count();
        judgeState(before, entries, system);
        DurableRecorder recorder = system.recorder();
        if (recorder != null) {
            judgeEvents(entries, recorder, system.gaps(), gapsBefore);
        }
    }

    private void count(Fault fault) {
        faults.merge(fault.kind(), 1, Integer::sum);
        if (fault.withKill()) {
            faults.merge(FaultKind.KILL_ROWCAST, 1, Integer::sum);
        }
    }

    private void note(String what) {
        history.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }

    private void judgeState(Map<Long, String> before, List<Ledger.Entry> ledger, TorturedSystem system)
            throws Exception {
        TestingOrders orders = new TestingOrders(database);
        orders.awaitStateEqualsTable(system.mqttUrl());
        assertThat(marks(orders.asState())).as("the ledger tells the table").isEqualTo(Verdict.marks(before, ledger));
        assertThat(system.fleet().count(" are lost: "))
                .as("gaps that were declared")
                .isEqualTo(system.gaps().size());
        assertThat(system.fleet().count("OutOfMemoryError")).isZero();
    }

    private void judgeEvents(
            List<Ledger.Entry> ledger, DurableRecorder recorder, List<Verdict.Gap> gaps, int gapsBefore)
            throws Exception {
        Map<String, String> table = new TestingOrders(database).asState();
        Awaitility.await("whoever drops what is not newer has the table")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(recorder.state()).isEqualTo(table));
        Verdict verdict = Verdict.on(ledger, recorder.events(), gaps.subList(gapsBefore, gaps.size()));
        assertThat(verdict.problems()).as("events").isEmpty();
        assertThat(recorder.problems()).isEmpty();
        assertThat(recorder.gaps()).hasSize(gaps.size());
        missing += verdict.missing();
        repeated += verdict.repeated();
        recorder.forgetEvents();
    }

    /** The state alone: what was on its way is lost with the broker's memory. */
    private void refills(TestingOrders orders, TorturedSystem system) throws Exception {
        note("the broker loses its memory");
        try (RandomWriters writers = RandomWriters.start(database, "last", seed - 1)) {
            system.loseBrokersMemory(writers);
        }
        system.awaitRefilled();
        orders.awaitStateEqualsTable(system.mqttUrl());
    }

    private static Map<Long, String> marks(Map<String, String> state) throws Exception {
        Map<Long, String> marks = new TreeMap<>();
        for (String payload : state.values()) {
            JsonNode row = JSON.readTree(payload);
            marks.put(row.get("id").longValue(), row.get("customer_name").textValue());
        }
        return marks;
    }

    private String report(TorturedSystem system) {
        DurableRecorder recorder = system.recorder();
        String events = recorder == null
                ? "events not recorded"
                : "%d events received, %d of them again".formatted(recorder.received(), repeated);
        return ("Torture: %s, %s, seed %d: %d faults %s in %d rounds; %d transactions with %d changes, %d DDL and TRUNCATE; %s;"
                        + " %d gaps declared, with %d changes; heap %s; %d s")
                .formatted(
                        database,
                        broker,
                        seed,
                        faults.values().stream().mapToInt(Integer::intValue).sum(),
                        faults,
                        rounds,
                        transactions,
                        changes,
                        statements,
                        events,
                        system.gaps().size(),
                        missing,
                        KillableRowcast.HEAP,
                        Duration.between(begun, Instant.now()).toSeconds());
    }
}
