package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static dev.rowcast.testing.TestingWeb.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderValidationTest {
    private static final String TOTAL_RULE = "must be a decimal from 0 to 99999999.99 with at most 2 decimals";
    private static final String QUANTITY_RULE = "must be an integer from 1 to 4294967295";
    private static final String STATUS_RULE = "must be one of pending, shipped, delivered";

    private TestingWeb web;

    @BeforeAll
    void start() throws BindFailedException {
        web = TestingWeb.start();
    }

    @AfterAll
    void stop() {
        web.close();
    }

    @Test
    void namesEveryProblemOfABodyAtOnce() throws IOException, InterruptedException {
        HttpResponse<String> response = web.sendJson(
                "POST",
                "/api/orders",
                """
                {"id":9,"custmer_name":"Ada","customer_name":" ","quantity":0,"total":"1.999","status":"lost"}""");

        assertProblem(response, 422, "7 values are invalid; see errors");
        assertThat(json(response).get("type").textValue()).isEqualTo("urn:rowcast:problem:invalid-values");
        assertThat(errors(response))
                .containsExactly(
                        "id is set by the database and can not be written",
                        "custmer_name is unknown; did you mean customer_name?",
                        "product_name is required",
                        "customer_name must not be blank",
                        "quantity " + QUANTITY_RULE,
                        "total " + TOTAL_RULE,
                        "status " + STATUS_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "4294967296", "1.5", "2.0", "1e2", "\"2\"", "null", "[2]", "99999999999999999999"})
    void refusesQuantities(String quantity) throws IOException, InterruptedException {
        assertThat(errors(patch("quantity", quantity))).containsExactly("quantity " + QUANTITY_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "100000000",
                "99999999.991",
                "1.999",
                "1e999999999",
                "1e-999999999",
                "\"1,50\"",
                "\" 1\"",
                "\"1e2\"",
                "\"-1\"",
                "\"\"",
                "\"1.\"",
                "true",
                "null",
                "{}"
            })
    void refusesTotals(String total) throws IOException, InterruptedException {
        assertThat(errors(patch("total", total))).containsExactly("total " + TOTAL_RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.00",
        "'\"0\"',0.00",
        "19.9,19.90",
        "'\"19.9\"',19.90",
        "1e2,100.00",
        "5.000,5.00",
        "0e999999999,0.00",
        "99999999.99,99999999.99",
        "'\"99999999.99\"',99999999.99",
        "0.30,0.30"
    })
    void takesTotalsAsNumbersAndStrings(String given, String stored) throws IOException, InterruptedException {
        HttpResponse<String> created = web.sendJson(
                "POST",
                "/api/orders",
                "{\"customer_name\":\"Ada\",\"product_name\":\"Pen\",\"quantity\":1,\"total\":" + given + "}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).get("total").textValue()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\"',must not be blank",
        "'\" \\t\"',must not be blank",
        "7,must be a string",
        "null,must be a string",
        "'\"\\ud800\"','has half a surrogate pair, which no text can store'"
    })
    void refusesNames(String name, String reason) throws IOException, InterruptedException {
        assertThat(errors(patch("customer_name", name))).containsExactly("customer_name " + reason);
        assertThat(errors(patch("product_name", name))).containsExactly("product_name " + reason);
    }

    @Test
    void countsCharactersAndNotBytesOrHalves() throws IOException, InterruptedException {
        String longest = "\"" + "\uD83D\uDCD3".repeat(100) + "\"";
        String tooLong = "\"" + "\uD83D\uDCD3".repeat(101) + "\"";

        assertThat(patch("customer_name", longest).statusCode()).isEqualTo(404);
        assertThat(errors(patch("customer_name", tooLong)))
                .containsExactly("customer_name must have at most 100 characters, and has 101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Shipped\"", "\"\"", "1", "null"})
    void refusesStatuses(String status) throws IOException, InterruptedException {
        assertThat(errors(patch("status", status))).containsExactly("status " + STATUS_RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "Quantity,did you mean quantity?",
        "customer,did you mean customer_name?",
        "productName,did you mean product_name?",
        "price,'known are customer_name, product_name, quantity, total, status'"
    })
    void namesWhatAnUnknownFieldMayMean(String field, String hint) throws IOException, InterruptedException {
        assertThat(errors(patch(field, "1"))).containsExactly(field + " is unknown; " + hint);
    }

    @Test
    void aPatchMustChangeSomething() throws IOException, InterruptedException {
        assertProblem(
                web.sendJson("PATCH", "/api/orders/7", "{}"),
                422,
                "name at least one of customer_name, product_name, quantity, total, status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "null", "\"text\""})
    void theBodyMustBeAnObject(String body) throws IOException, InterruptedException {
        assertProblem(web.sendJson("POST", "/api/orders", body), 400, "the body must be one JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"total\":1,\"total\":2}", "{'total':1}", "{\"total\":NaN}", "\u0000"})
    void saysWhereJsonIsMalformed(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = web.sendJson("POST", "/api/orders", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("detail").textValue())
                .startsWith("the body is not valid JSON at line 1, column ");
        assertThat(response.body()).doesNotContain("com.fasterxml");
    }

    private HttpResponse<String> patch(String field, String value) throws IOException, InterruptedException {
        return web.sendJson("PATCH", "/api/orders/999999", "{\"" + field + "\":" + value + "}");
    }

    private static List<String> errors(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(422);
        List<String> errors = new ArrayList<>();
        for (JsonNode error : json(response).get("errors")) {
            errors.add(
                    error.get("field").textValue() + " " + error.get("reason").textValue());
        }
        return errors;
    }
}
