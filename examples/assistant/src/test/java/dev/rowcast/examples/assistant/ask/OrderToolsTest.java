package dev.rowcast.examples.assistant.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.assistant.TestingChanges;
import dev.rowcast.examples.assistant.orders.Orders;
import dev.rowcast.examples.follower.Change;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderToolsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Orders orders = new Orders(1000);
    private final List<Tool> tools = new OrderTools(orders, List.of("id", "product_name", "status")).all();

    @BeforeEach
    void fill() throws Exception {
        orders.apply(TestingChanges.state("1", "v1", "shipped"));
        orders.apply(TestingChanges.state("2", "v2", "pending"));
        orders.apply(TestingChanges.state("3", "v3", "pending"));
    }

    private JsonNode call(String name, String arguments) throws Exception {
        Tool tool = tools.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return tool.call(JSON.readTree(arguments));
    }

    @Test
    void ordersAreCounted() throws Exception {
        assertThat(call("count_by_status", "{}")).hasToString("{\"pending\":2,\"shipped\":1}");
    }

    @Test
    void ordersAreFound() throws Exception {
        JsonNode found = call("find_orders", "{\"status\":\"pending\",\"product_contains\":\"note\",\"limit\":1}");
        assertThat(found)
                .hasToString(
                        "{\"matches\":2,\"orders\":[{\"id\":2,\"product_name\":\"Notebook\",\"status\":\"pending\"}]}");
        assertThat(call("find_orders", "{\"product_contains\":\"lamp\"}")
                        .path("matches")
                        .asInt())
                .isZero();
    }

    @Test
    void oneOrderIsRead() throws Exception {
        assertThat(call("get_order", "{\"id\":\"1\"}").path("status").asText()).isEqualTo("shipped");
        assertThat(call("get_order", "{\"id\":\"9\"}").path("error").asText()).isEqualTo("there is no such order");
    }

    @Test
    void theOldestComeFirst() throws Exception {
        ObjectNode older = TestingChanges.row("4", "pending").put("created_at", "2026-01-01T00:00:00.000Z");
        orders.apply(new Change.State("4", "v4", older, false));
        JsonNode oldest = call("oldest_pending", "{\"limit\":2}").path("orders");
        assertThat(oldest.findValuesAsText("id")).containsExactly("4", "2");
    }

    @Test
    void columnsThatAreWithheldAreNeitherShownNorSearched() throws Exception {
        assertThat(call("get_order", "{\"id\":\"1\"}").toString()).doesNotContain("Ada");
        List<Tool> withoutProducts = new OrderTools(orders, List.of("id")).all();
        assertThat(withoutProducts)
                .noneMatch(tool -> tool.declaration().toString().contains("product_contains"));
    }

    @Test
    void resultsAreBounded() throws Exception {
        for (int i = 100; i < 300; i++) {
            ObjectNode row = TestingChanges.row(Integer.toString(i), "pending").put("product_name", "x".repeat(10_000));
            orders.apply(new Change.State(Integer.toString(i), "v" + i, row, false));
        }
        JsonNode found = call("find_orders", "{}");
        assertThat(found.path("orders")).hasSize(20);
        assertThat(found.path("matches").asInt()).isEqualTo(203);
        assertThat(found.toString()).hasSizeLessThan(8000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "find_orders|{\"status\":\"pending' OR 1=1\"}|status must be one of",
                "find_orders|{\"status\":[\"pending\"]}|status must be one of",
                "find_orders|{\"limit\":0}|limit must be an integer from 1 to 20",
                "find_orders|{\"limit\":1e9}|limit must be an integer from 1 to 20",
                "find_orders|{\"limit\":99999999999999999999}|limit must be an integer from 1 to 20",
                "find_orders|{\"customer_name\":\"Ada\"}|arguments that the tool does not take",
                "find_orders|{\"product_contains\":null}|product_contains must be a string",
                "get_order|{}|id is missing",
                "count_by_status|{\"x\":1}|arguments that the tool does not take"
            })
    void argumentsThatTheSchemaDoesNotAllowAreRefused(String tool, String arguments, String problem) {
        assertThatThrownBy(() -> call(tool, arguments))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> call("get_order", "{\"id\":\"" + "7".repeat(51) + "\"}"))
                .hasMessageContaining("at most 50 characters");
    }

    @Test
    void theModelIsShownTheSchemaThatIsChecked() {
        assertThat(tools.get(1).declaration().at("/function/parameters"))
                .hasToString(
                        "{\"type\":\"object\",\"properties\":{\"status\":{\"type\":\"string\",\"enum\":[\"pending\",\"shipped\",\"delivered\"]},"
                                + "\"product_contains\":{\"type\":\"string\",\"maxLength\":50},"
                                + "\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":20}},\"required\":[],\"additionalProperties\":false}");
    }
}
