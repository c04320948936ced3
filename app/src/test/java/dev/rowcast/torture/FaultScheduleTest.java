package dev.rowcast.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultScheduleTest {
    private static final int MANY = 200;

    @ParameterizedTest
    @EnumSource(BrokerKind.class)
    void theSameSeedGivesTheSameFaults(BrokerKind broker) {
        assertThat(faults(broker, 7)).isEqualTo(faults(broker, 7)).isNotEqualTo(faults(broker, 8));
    }

    @ParameterizedTest
    @EnumSource(BrokerKind.class)
    void everyKindComesBeforeAnyComesAgain(BrokerKind broker) {
        List<FaultKind> kinds = faults(broker, 1).stream().map(Fault::kind).toList();
        EnumSet<FaultKind> all = EnumSet.allOf(FaultKind.class);
        all.removeIf(kind -> !kind.isOf(broker));

        assertThat(kinds).startsWith(FaultKind.KILL_ROWCAST);
        assertThat(kinds.subList(0, all.size())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(kinds.subList(all.size(), 2 * all.size())).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @EnumSource(BrokerKind.class)
    void aFaultTakesAsLongAsItsKindMay(BrokerKind broker) {
        assertThat(faults(broker, 3))
                .allSatisfy(fault -> assertThat(fault.duration().toMillis())
                        .isBetween((long) fault.kind().leastMillis(), (long)
                                fault.kind().mostMillis()));
    }

    @Test
    void rowcastIsKilledDuringOtherFaultsToo() {
        assertThat(faults(BrokerKind.EXTERNAL, 5))
                .anyMatch(Fault::withKill)
                .anyMatch(fault -> fault.kind().leavesTimeForAKill() && !fault.withKill())
                .noneMatch(fault -> fault.kind() == FaultKind.KILL_ROWCAST && fault.withKill());
    }

    private static List<Fault> faults(BrokerKind broker, long seed) {
        FaultSchedule schedule = new FaultSchedule(broker, seed);
        return Stream.generate(schedule::next).limit(MANY).toList();
    }
}
