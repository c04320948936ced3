package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.Oversized;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.selection.ColumnRule;
import dev.rowcast.selection.CountedColumn;
import dev.rowcast.selection.RowRule;
import dev.rowcast.selection.Selection;
import dev.rowcast.selection.SelectionRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told beside rows and status: each payload, and when. */
final class AnnouncementsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TableDefinition DEFINITION = new TableDefinition(
            ORDERS,
            List.of(
                    new TableDefinition.Column("id", "bigint", true, false),
                    new TableDefinition.Column("secret", "varchar(20)", false, false),
                    new TableDefinition.Column("email", "varchar(20)", false, false)));

    private final TestingFollowing test = new TestingFollowing();

    @Test
    void withoutSettingsNothingIsTold() throws Exception {
        test.settle();

        assertThat(topics()).isEmpty();
    }

    @Test
    void everythingIsToldOnceHoweverOftenFollowingGoesOn() throws Exception {
        test.extras = new Extras("here", List.of(new CountedColumn(ORDERS, "status")), "homeassistant", true);
        test.source.definitions.add(DEFINITION);
        try (Following following = test.settled()) {
            TestingFollowing.steps(following, 10);
        }

        assertThat(topics())
                .containsExactlyInAnyOrder(
                        "rowcast/birth", "rowcast/counts", "homeassistant/device/rowcast_here/config");
        assertThat(test.retained("rowcast/counts"))
                .as("what can not be counted")
                .isEqualTo("{}");
    }

    @Test
    void aBirthIsToldAgainWhenColumnsAreOthers() throws Exception {
        test.extras = new Extras("here", List.of(), null, true);
        test.source.definitions.add(DEFINITION);
        try (Following following = test.settled()) {
            test.resyncAsked.set(true);
            test.settle(following);
            TestingFollowing.steps(following, 3);
            assertThat(topics()).as("the same columns").containsExactly("rowcast/birth");

            test.source.definitions.set(
                    0, new TableDefinition(ORDERS, DEFINITION.columns().subList(0, 1)));
            test.resyncAsked.set(true);
            test.settle(following);
            TestingFollowing.steps(following, 3);
            assertThat(topics()).containsExactly("rowcast/birth", "rowcast/birth");
        }
    }

    @Test
    void whatIsTooLargeForTheBrokerIsNotTold() throws Exception {
        test.packets = new PacketRules(1_024, Oversized.MARKER);
        test.extras = new Extras("here", List.of(), "homeassistant", false);
        test.settle();

        assertThat(topics()).isEmpty();
    }

    @Test
    void theBirthFitsItsSchema() throws Exception {
        MessageMapper mapper = new MessageMapper(
                TopicTemplate.parse("{schema}/{table}/{event}/{key}"),
                TopicTemplate.parse("{schema}/{table}/state/{key}"),
                RetainMode.NONE);
        JsonNode birth =
                JSON.readTree(BirthPayload.of("1.0", "here", TestingFollowing.NOW, List.of(DEFINITION), mapper));

        assertValid("birth", birth);
        assertThat(birth.at("/retain").textValue()).isEqualTo("none");
        assertThat(birth.at("/tables/0/key")).hasToString("[\"id\"]");
        assertThat(birth.at("/tables/0/event_topic").textValue()).isEqualTo("shop/orders/{event}/{key}");
        assertThat(birth.at("/tables/0/state_topic").isNull()).isTrue();
        assertThat(birth.at("/tables/0/columns/1"))
                .hasToString("{\"name\":\"secret\",\"type\":\"varchar(20)\",\"masked\":false}");
    }

    @Test
    void theCountsFitTheirSchema() throws Exception {
        Map<String, Long> labels = new TreeMap<>(Map.of("pending", 3L, "it's \"back\"", 0L));
        JsonNode counts = JSON.readTree(CountsPayload.of(Map.of(ORDERS, Map.of("status", labels))));

        assertValid("counts", counts);
        assertThat(counts).hasToString("{\"shop.orders\":{\"status\":{\"it's \\\"back\\\"\":0,\"pending\":3}}}");
    }

    @Test
    void theDeviceHasASensorForEachThing() throws Exception {
        DiscoveryPayload device = new DiscoveryPayload("1.0", "here");
        JsonNode config =
                JSON.readTree(device.of(List.of(ORDERS), Map.of(ORDERS, Map.of("status", Map.of("it's \\ back", 1L)))));

        assertThat(config.at("/dev/identifiers").textValue()).isEqualTo("rowcast_here");
        assertThat(config.at("/dev/name").textValue()).isEqualTo("Rowcast here");
        assertThat(config.at("/o/name").textValue()).isEqualTo("Rowcast");
        List<String> ids = new ArrayList<>();
        config.get("cmps").fieldNames().forEachRemaining(ids::add);
        assertThat(ids)
                .hasSize(6)
                .startsWith("connected", "lag", "phase", "gaps")
                .allMatch(id -> id.matches("\\w+"));
        assertThat(config.get("cmps"))
                .extracting(component -> component.get("unique_id").textValue())
                .isEqualTo(ids.stream().map(id -> "rowcast_here_" + id).toList());
        assertThat(config.at("/cmps/" + ids.get(5) + "/value_template").textValue())
                .isEqualTo("{{ value_json.get('shop.orders', {}).get('status', {}).get('it\\'s \\\\ back') }}");
        assertThat(config.at("/cmps/phase/options")).hasSize(Phase.values().length);
        assertThat(config.at("/cmps/connected").has("availability_topic")).isFalse();
    }

    @Test
    void namesThatLookAlikeAreSensorsOfTheirOwn() throws Exception {
        DiscoveryPayload device = new DiscoveryPayload("1.0", "rowcast");
        List<TableId> tables = List.of(new TableId("a_b", "c"), new TableId("a", "b_c"), new TableId("a", "b.c"));

        assertThat(JSON.readTree(device.of(tables, Map.of())).get("cmps")).hasSize(4 + 3);
        assertThat(JSON.readTree(device.of(List.of(), Map.of())).get("cmps"))
                .as("those that are gone are taken away")
                .filteredOn(component -> component.toString().equals("{\"platform\":\"sensor\"}"))
                .hasSize(3);
    }

    @Test
    void sensorsStayWhileATableIsCountedAgain() throws Exception {
        DiscoveryPayload device = new DiscoveryPayload("1.0", "rowcast");
        byte[] counted = device.of(List.of(ORDERS), Map.of(ORDERS, Map.of("status", Map.of("new", 1L))));

        assertThat(device.of(List.of(ORDERS), Map.of())).isEqualTo(counted);
        assertThat(JSON.readTree(device.of(List.of(ORDERS), Map.of(ORDERS, Map.of("status", Map.of()))))
                        .get("cmps"))
                .filteredOn(component -> component.size() == 1)
                .hasSize(1);
    }

    @Test
    void rulesHoldForWhatIsToldOfColumns() throws Exception {
        test.source.definitions.add(DEFINITION);
        SelectionRules rules = new SelectionRules(
                ColumnRule.parse("orders: !secret, email=redact", "shop"), RowRule.parse("other: id = 1", "shop"));
        ChangeSource source = SelectedSource.of(test.source, new Selection(rules, null));

        assertThat(source.definitions(List.of(ORDERS)))
                .containsExactly(new TableDefinition(
                        ORDERS,
                        List.of(
                                new TableDefinition.Column("id", "bigint", true, false),
                                new TableDefinition.Column("email", "varchar(20)", false, true))));
        try (TableReader reader = source.reader()) {
            for (String column : List.of("secret", "email")) {
                assertThat(reader.countValues(ORDERS, column, TestingFollowing.at(100)))
                        .isEqualTo(new TableReader.ValueCount.Uncounted(
                                "shop.orders." + column + " is not told as it is"));
            }
        }
    }

    private static void assertValid(String schema, JsonNode payload) throws IOException {
        try (InputStream text =
                requireNonNull(AnnouncementsTest.class.getResourceAsStream("/web/schema/" + schema + ".json"))) {
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(text)
                            .validate(payload))
                    .isEmpty();
        }
    }

    /** Of all that was told beside rows and status. */
    private List<String> topics() {
        return test.broker.published().stream()
                .filter(message -> message.retained() && message.payload().length > 0)
                .map(Message::topic)
                .filter(topic -> topic.startsWith("homeassistant/")
                        || topic.equals(RelayTopics.BIRTH)
                        || topic.equals(RelayTopics.COUNTS))
                .toList();
    }
}
