package dev.rowcast.broker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what is said of sets of topics with all topics of up to four levels of few names, one of which no filter has. */
final class FilterSetTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> FILTER_LEVELS = List.of("a", "b", "$s", "", "+", "+", "+");
    private static final List<String> TOPIC_LEVELS = List.of("a", "b", "$s", "", "other");
    private static final List<String> TOPICS = topics();

    private final Random random = new Random(20261120);

    @Test
    void anIntersectionSelectsWhatBothSelect() {
        for (int round = 0; round < ROUNDS; round++) {
            TopicFilter one = filter();
            TopicFilter other = filter();
            List<String> expected = TOPICS.stream()
                    .filter(topic -> one.selects(topic) && other.selects(topic))
                    .toList();

            assertThat(one.intersection(other)
                            .map(both -> TOPICS.stream().filter(both::selects).toList())
                            .orElse(List.of()))
                    .as("%s and %s", one, other)
                    .isEqualTo(expected);
            assertThat(one.intersection(other).isPresent()).isEqualTo(!expected.isEmpty());
        }
    }

    @Test
    void aFilterIsCoveredIfNoTopicIsLeft() {
        int covered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TopicFilter one = filter();
            List<TopicFilter> others = filters(random.nextInt(6));
            boolean expected = TOPICS.stream().filter(one::selects).allMatch(topic -> others.stream()
                    .anyMatch(other -> other.selects(topic)));
            covered += expected ? 1 : 0;

            assertThat(one.isCoveredBy(others)).as("%s by %s", one, others).isEqualTo(expected);
        }
        assertThat(covered).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    @Test
    void aSubscriptionHasSomethingToReadIfATopicOfItMayBeRead() {
        int nothing = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TopicRights rights = TopicRights.of(List.of(
                            new TopicRights.Grant(filter(), filters(random.nextInt(4))),
                            new TopicRights.Grant(filter(), filters(random.nextInt(4)))))
                    .within(filters(2));
            Permissions permissions = new Permissions(rights, TopicRights.NOTHING, List.of(), null);
            TopicFilter wanted = filter();
            boolean expected = TOPICS.stream().anyMatch(topic -> wanted.selects(topic) && permissions.mayRead(topic));
            nothing += expected ? 0 : 1;

            assertThat(permissions.mayReadSomeOf(wanted.toString())).isEqualTo(expected);
            assertThat(permissions.mayReadSomeOf("$share/some/" + wanted)).isEqualTo(expected);
        }
        assertThat(nothing).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    @Test
    void narrowedRightsNeverGrow() {
        for (int round = 0; round < ROUNDS; round++) {
            TopicRights rights = TopicRights.of(List.of(new TopicRights.Grant(filter(), filters(2))));
            List<TopicFilter> claim = filters(random.nextInt(3));
            TopicRights narrowed = rights.within(claim);

            assertThat(TOPICS.stream().filter(narrowed::include))
                    .containsExactlyElementsOf(TOPICS.stream()
                            .filter(rights::include)
                            .filter(topic -> claim.stream().anyMatch(filter -> filter.selects(topic)))
                            .toList());
            assertThat(TOPICS.stream().filter(TopicRights.EVERYTHING.within(claim)::include))
                    .containsExactlyElementsOf(TOPICS.stream()
                            .filter(topic -> claim.stream().anyMatch(filter -> filter.selects(topic)))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "#,$SYS/a,false",
        "+/a,$SYS/a,false",
        "$SYS/#,$SYS/a,true",
        "a/#,a,true",
        "a/+,a/,true",
        "a/,a,false",
        "+,,false"
    })
    void selectsAsASubscriptionDoes(String filter, String topic, boolean expected) {
        assertThat(TopicFilter.exactly(filter).selects(topic == null ? "/" : topic))
                .isEqualTo(expected);
    }

    private List<TopicFilter> filters(int count) {
        return IntStream.range(0, count).mapToObj(unused -> filter()).toList();
    }

    private TopicFilter filter() {
        List<String> levels = new ArrayList<>();
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            levels.add(FILTER_LEVELS.get(random.nextInt(FILTER_LEVELS.size())));
        }
        if (random.nextInt(3) == 0) {
            levels.set(length - 1, "#");
        }
        String text = String.join("/", levels);
        return text.isEmpty() ? filter() : TopicFilter.exactly(text);
    }

    private static List<String> topics() {
        List<String> all = new ArrayList<>();
        List<String> longest = List.of("");
        for (int length = 1; length <= 4; length++) {
            boolean first = length == 1;
            longest = longest.stream()
                    .flatMap(topic -> TOPIC_LEVELS.stream().map(level -> first ? level : topic + "/" + level))
                    .collect(Collectors.toList());
            all.addAll(longest);
        }
        all.removeIf(String::isEmpty);
        return List.copyOf(all);
    }
}
