package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.access.TopicFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the tree with a look at each filter, on random filters and topics of up to four levels of few names. */
final class TopicTreeTest {
    private static final int ROUNDS = 2_000;
    private static final List<String> FILTER_LEVELS = List.of("a", "b", "$s", "", "+", "+");
    private static final List<String> TOPIC_LEVELS = List.of("a", "b", "$s", "", "other");

    private final Random random = new Random(20261122);
    private final TopicTree<Integer> tree = new TopicTree<>();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(TopicFilter filter, Integer member) {
        List<String> levels() {
            return filter.levels();
        }
    }

    @Test
    void selectsWhoseFilterSelectsTheTopic() {
        for (int round = 0; round < ROUNDS; round++) {
            change();
            String topic = topic();
            List<Integer> expected = entries.stream()
                    .filter(entry -> entry.filter().selects(topic))
                    .map(Entry::member)
                    .toList();
            assertThat(tree.select(topic).stream().flatMap(List::stream))
                    .as("'%s' of %s", topic, entries)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void keepsNothingOfThoseWhoHaveLeft() {
        IntStream.range(0, ROUNDS).forEach(i -> change());
        entries.forEach(entry -> tree.remove(entry.levels(), entry.member()));
        assertThat(tree.isEmpty()).isTrue();
    }

    @Test
    void oneMemberIsThereOnce() {
        List<String> filter = List.of("a", "#");
        tree.add(filter, 1);
        tree.add(filter, 1);
        assertThat(tree.select("a/b")).containsExactly(List.of(1));
        tree.remove(filter, 1);
        tree.remove(filter, 1);
        assertThat(tree.select("a/b")).isEmpty();
    }

    /** Adds somebody, or removes somebody, about as often; those who are not there are removed now and then too. */
    private void change() {
        if (random.nextInt(20) == 0) {
            tree.remove(filter().levels(), -1);
        }
        if (entries.size() > 30 || (!entries.isEmpty() && random.nextInt(3) == 0)) {
            Entry gone = entries.remove(random.nextInt(entries.size()));
            tree.remove(gone.levels(), gone.member());
        } else {
            Entry entry = new Entry(filter(), entries.size() + random.nextInt(1_000_000));
            entries.add(entry);
            tree.add(entry.levels(), entry.member());
        }
    }

    private TopicFilter filter() {
        while (true) {
            List<String> levels = levels(FILTER_LEVELS);
            if (random.nextInt(3) == 0) {
                levels.add("#");
            }
            String text = String.join("/", levels);
            if (TopicFilter.isValid(text)) {
                return TopicFilter.exactly(text);
            }
        }
    }

    private String topic() {
        while (true) {
            String topic = String.join("/", levels(TOPIC_LEVELS));
            if (TopicFilter.isTopicName(topic)) {
                return topic;
            }
        }
    }

    private List<String> levels(List<String> names) {
        return new ArrayList<>(IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> names.get(random.nextInt(names.size())))
                .toList());
    }
}
