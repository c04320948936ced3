package dev.rowcast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TopicTemplateTest {
    private static final TableId ORDERS = new TableId("shop", "orders");

    @Test
    void putsTablesEventsAndKeysInTheirPlaces() {
        TopicTemplate events = TopicTemplate.parse("{table}/{event}/{key}");

        assertThat(events.topic(ORDERS, Operation.INSERT, key(new Value.Int(7))))
                .isEqualTo("orders/inserted/7");
        assertThat(events.topic(ORDERS, Operation.UPDATE, key(new Value.Int(7))))
                .isEqualTo("orders/updated/7");
        assertThat(events.topic(ORDERS, Operation.DELETE, key(new Value.Int(7))))
                .isEqualTo("orders/deleted/7");
        assertThat(TopicTemplate.parse("db/{schema}.{table}/state/{key}").topic(ORDERS, key(new Value.Int(-7))))
                .isEqualTo("db/shop.orders/state/-7");
    }

    @Test
    void joinsCompositeKeysByCommas() {
        TopicTemplate state = TopicTemplate.parse("{table}/state/{key}");

        assertThat(state.topic(ORDERS, key(new Value.Text("a,b"), new Value.Int(2))))
                .isEqualTo("orders/state/a%2Cb,2");
        assertThat(state.topic(ORDERS, key(new Value.Text(""), new Value.Text(""))))
                .isEqualTo("orders/state/%,%");
        assertThat(state.topic(ORDERS, key(new Value.BigInt(BigInteger.ONE.shiftLeft(63)))))
                .isEqualTo("orders/state/9223372036854775808");
        assertThat(state.topic(ORDERS, key(new Value.Bytes(new byte[] {-1, -1, -1}))))
                .isEqualTo("orders/state/%2F%2F%2F%2F");
    }

    @Test
    void escapesWhatNoTopicMayHold() {
        assertThat(encoded("a/b+c#d$e%f")).isEqualTo("a%2Fb%2Bc%23d%24e%25f");
        assertThat(encoded("\0\n\u007f\u0085\ufffe")).isEqualTo("%00%0A%7F%C2%85%EF%BF%BE");
        assertThat(encoded("Zoë 🚲")).isEqualTo("Zoë 🚲");
        assertThat(encoded("")).isEqualTo("%");
    }

    @Property
    void noTwoKeysShareATopicAndEveryTopicIsValid(
            @ForAll @Size(min = 1, max = 3) List<String> one, @ForAll @Size(min = 1, max = 3) List<String> other) {
        Assume.that(one.size() == other.size());
        // No server sends half a character.
        Assume.that(UTF_8.newEncoder().canEncode(String.join("", one) + String.join("", other)));
        String topic = topic(one);

        assertThat(topic.equals(topic(other))).isEqualTo(one.equals(other));
        assertThat(topic.codePoints().noneMatch(c -> c < 0x20 || "+#/$".indexOf(c) >= 0))
                .isTrue();
    }

    @Property
    void decodingGivesTheTextBack(@ForAll String text) {
        Assume.that(!text.isEmpty() && UTF_8.newEncoder().canEncode(text));

        assertThat(URLDecoder.decode(encoded(text), UTF_8)).isEqualTo(text);
    }

    @Test
    void filtersMatchTheTablesTopicsAlone() {
        TopicTemplate state = TopicTemplate.parse("{table}/state/{key}");
        TopicTemplate mixed = TopicTemplate.parse("db/{table}-{key}");

        assertThat(state.filter(ORDERS)).isEqualTo("orders/state/+");
        assertThat(mixed.filter(ORDERS)).isEqualTo("db/+");
        assertThat(Stream.of("db/orders-7", "db/customers-7", "db/orders-7/x")
                        .filter(mixed.topics(ORDERS).matcher()))
                .containsExactly("db/orders-7");
    }

    @Test
    void refusesTemplatesThatCanNotWork() {
        assertThatThrownBy(() -> TopicTemplate.parse("{table}/state")).hasMessageContaining("no {key}");
        assertThatThrownBy(() -> TopicTemplate.parse("{tabel}/{key}"))
                .hasMessageContaining("unknown placeholder {tabel}");
        assertThatThrownBy(() -> TopicTemplate.parse("a/#/{key}")).hasMessageContaining("is no topic");
        assertThatThrownBy(() -> TopicTemplate.parse("$SYS/{key}")).hasMessageContaining("is no topic");
    }

    private static String topic(List<String> texts) {
        return TopicTemplate.parse("{key}")
                .topic(ORDERS, key(texts.stream().map(Value.Text::new).toArray(Value[]::new)));
    }

    private static String encoded(String text) {
        return topic(List.of(text));
    }

    private static Row key(Value... values) {
        return new Row(IntStream.range(0, values.length).mapToObj(i -> "k" + i).toList(), List.of(values));
    }
}
