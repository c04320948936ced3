package dev.rowcast.bench.catchup;

import dev.rowcast.bench.report.Point;
import dev.rowcast.bench.rig.FreePort;
import dev.rowcast.bench.rig.JavaProcess;
import dev.rowcast.bench.rig.Mosquitto;
import dev.rowcast.bench.rig.RowcastProcess;
import dev.rowcast.bench.rig.WindowedPublisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lets contenders catch up with a backlog, each time with new processes. One thread. */
record Turns(Preparation preparation) {
    private static final Duration LIMIT = Preparation.LIMIT;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Pattern PUBLISHED = Pattern.compile("^published (\\d+)$");
    private static final Pattern LISTENING = Pattern.compile("^listening at (\\S+)$");
    private static final Pattern READ = Pattern.compile("^read (\\d+) in (\\d+) with (\\d+)$");

    Turn run(Contender contender) throws IOException, InterruptedException {
        return switch (contender) {
            case ROWCAST -> rowcast();
            case DEBEZIUM -> debezium();
            case CEILING -> ceiling(contender, WindowedPublisher.Reads.AT_ONCE);
            case CEILING_PACED -> ceiling(contender, WindowedPublisher.Reads.PACED);
            case BINLOG -> binlog();
            case ROWCAST_EMBEDDED -> rowcastEmbedded();
            case CEILING_EMBEDDED -> ceilingEmbedded();
        };
    }

    private Turn rowcast() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(preparation.directory(), "rowcast");
        try (Mosquitto mosquitto = preparation.mosquitto();
                EventCounter counter = subscribe(mosquitto.url())) {
            long start = System.nanoTime();
            try (RowcastProcess rowcast =
                    preparation.programs().rowcast(directory, List.of(), Preparation.on(mosquitto))) {
                Span span = Span.measure(start, counter, rowcast.java(), mosquitto.process());
                return turn(Contender.ROWCAST, span, counter, RowcastFigures.messages(rowcast.page()));
            }
        }
    }

    private Turn debezium() throws IOException, InterruptedException {
        Path directory = preparation.copy(Preparation.DEBEZIUM);
        try (Mosquitto mosquitto = preparation.mosquitto();
                EventCounter counter = subscribe(mosquitto.url())) {
            long start = System.nanoTime();
            JavaProcess debezium = preparation.programs().debezium(mosquitto, directory);
            Span span;
            try (debezium) {
                span = Span.measure(start, counter, debezium, mosquitto.process());
            }
            return turn(Contender.DEBEZIUM, span, counter, number(debezium.awaitLine(PUBLISHED, LIMIT), 1));
        }
    }

    private Turn ceiling(Contender contender, WindowedPublisher.Reads reads) throws IOException, InterruptedException {
        try (Mosquitto mosquitto = preparation.mosquitto()) {
            return replay(contender, mosquitto.url(), mosquitto.process(), reads);
        }
    }

    private Turn ceilingEmbedded() throws IOException, InterruptedException {
        try (JavaProcess broker = preparation.programs().broker()) {
            URI url = URI.create(broker.awaitLine(LISTENING, LIMIT).group(1));
            return replay(Contender.CEILING_EMBEDDED, url, broker.process(), WindowedPublisher.Reads.AT_ONCE);
        }
    }

    private Turn replay(Contender contender, URI broker, Process brokerProcess, WindowedPublisher.Reads reads)
            throws IOException, InterruptedException {
        try (EventCounter counter = subscribe(broker)) {
            long start = System.nanoTime();
            try (JavaProcess replay = preparation.programs().replay(broker, preparation.recording(), reads)) {
                Span span = Span.measure(start, counter, replay, brokerProcess);
                return turn(contender, span, counter, number(replay.awaitLine(PUBLISHED, LIMIT), 1));
            }
        }
    }

    /** The subscriber is there before the relay, which has to connect to broker and database first, or events are missing and it fails. */
    private Turn rowcastEmbedded() throws IOException, InterruptedException {
        Path directory = preparation.copy(Preparation.EMBEDDED);
        int port = FreePort.pick();
        long start = System.nanoTime();
        try (RowcastProcess rowcast =
                        preparation.programs().rowcast(directory, List.of(), Preparation.withOwnBroker(port));
                EventCounter counter = subscribe(URI.create("mqtt://127.0.0.1:" + port))) {
            Span span = Span.measure(start, counter, rowcast.java(), null);
            return turn(Contender.ROWCAST_EMBEDDED, span, counter, RowcastFigures.messages(rowcast.page()));
        }
    }

    private Turn binlog() throws IOException, InterruptedException {
        int changes = preparation.workload().changes();
        long start = System.nanoTime();
        try (JavaProcess read = preparation.programs().binlogRead(preparation.place(), changes)) {
            MatchResult result = read.awaitLine(READ, LIMIT);
            Duration span = Duration.ofNanos(number(result, 2));
            return new Turn(
                    Contender.BINLOG,
                    number(result, 1),
                    Duration.ofNanos(System.nanoTime() - start).minus(span),
                    span,
                    Duration.ofNanos(number(result, 3)),
                    Duration.ZERO,
                    0,
                    read.usage().peakResidentBytes(),
                    // what is between is not told
                    List.of(new Point(0, 0), new Point(span.toNanos() / NANOS_PER_SECOND, changes)));
        }
    }

    private static long number(MatchResult result, int group) {
        return Long.parseLong(result.group(group));
    }

    private EventCounter subscribe(URI broker) throws IOException, InterruptedException {
        return EventCounter.subscribe(broker, preparation.workload(), LIMIT);
    }

    /** @throws IllegalStateException if not as many events have come as there are changes */
    private Turn turn(Contender contender, Span span, EventCounter counter, long messages) {
        int changes = preparation.workload().changes();
        if (counter.events() != changes) {
            throw new IllegalStateException(
                    contender.title() + ": " + counter.events() + " events of " + changes + " changes have arrived");
        }
        return new Turn(
                contender,
                changes,
                span.start(),
                span.duration(),
                span.processorTime(),
                span.brokerTime(),
                messages,
                span.peakBytes(),
                counter.course());
    }
}
