package dev.rowcast.bench.catchup;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All turns on one backlog.
 *
 * @param rounds each with one turn of each contender
 */
record Comparison(Workload workload, List<List<Turn>> rounds) {
    Comparison {
        rounds = rounds.stream().map(List::copyOf).toList();
    }

    /** Who took part, in the order of their turns. */
    List<Contender> contenders() {
        return rounds.get(0).stream().map(Turn::contender).toList();
    }

    /** The contender's turns, in the order of rounds. */
    List<Turn> turns(Contender contender) {
        return rounds.stream().flatMap(round -> turn(round, contender).stream()).toList();
    }

    private static Optional<Turn> turn(List<Turn> round, Contender contender) {
        return round.stream().filter(turn -> turn.contender() == contender).findFirst();
    }

    /** The contender's turn with the median duration; of an even number the shorter one of the two in the middle. */
    Turn middle(Contender contender) {
        List<Turn> turns = turns(contender).stream()
                .sorted(Comparator.comparing(Turn::span))
                .toList();
        return turns.get((turns.size() - 1) / 2);
    }

    /** Of the contender's turns the median. */
    double median(Contender contender, ToDoubleFunction<Turn> figure) {
        return median(turns(contender).stream().mapToDouble(figure).toArray()).orElseThrow();
    }

    /** Of both contenders' figures in each round the ratio, and of these the median; empty where one took no part. */
    OptionalDouble ratio(Contender one, Contender other, ToDoubleFunction<Turn> figure) {
        List<Turn> ones = turns(one);
        List<Turn> others = turns(other);
        return median(IntStream.range(0, Math.min(ones.size(), others.size()))
                .mapToDouble(round -> figure.applyAsDouble(ones.get(round)) / figure.applyAsDouble(others.get(round)))
                .toArray());
    }

    /**
     * Microseconds of processor time for each change that the contender needs beyond what the MQTT client alone needs for the
     * messages that Rowcast sent, on the same broker; the broker's own included where it is the contender's. Empty where there is
     * no such thing.
     */
    OptionalDouble beyondClient(Contender contender) {
        List<Turn> turns = turns(contender);
        List<Turn> ceilings =
                switch (contender) {
                    case ROWCAST -> turns(Contender.CEILING_PACED);
                    case DEBEZIUM -> turns(Contender.CEILING);
                    case ROWCAST_EMBEDDED -> turns(Contender.CEILING_EMBEDDED);
                    case CEILING, CEILING_PACED, BINLOG, CEILING_EMBEDDED -> List.of();
                };
        return median(IntStream.range(0, Math.min(turns.size(), ceilings.size()))
                .mapToDouble(round -> {
                    Turn ceiling = ceilings.get(round);
                    double client = contender == Contender.ROWCAST_EMBEDDED
                            ? ceiling.processorMicros() + ceiling.brokerMicros()
                            : ceiling.processorMicros();
                    return turns.get(round).processorMicros() - client;
                })
                .toArray());
    }

    /** Of an even number the mean of the two in the middle. */
    private static OptionalDouble median(double... values) {
        double[] ascending = Arrays.stream(values).sorted().toArray();
        int count = ascending.length;
        return count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((ascending[(count - 1) / 2] + ascending[count / 2]) / 2);
    }
}
