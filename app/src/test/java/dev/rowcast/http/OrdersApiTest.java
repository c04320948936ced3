package dev.rowcast.http;

import static dev.rowcast.testing.TestingWeb.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.testing.TestingWeb;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrdersApiTest {
    private static final String ADA =
            """
            {"customer_name":"Ada Lovelace","product_name":"Notebook","quantity":2,"total":"19.90"}""";

    private TestingWeb web;

    @BeforeEach
    void start() throws BindFailedException {
        web = TestingWeb.start();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void createsAnOrderAndAnswersWithItsStatePayload() throws IOException, InterruptedException {
        web.orders().nextId(BigInteger.valueOf(7));

        HttpResponse<String> created = web.sendJson("POST", "/api/orders", ADA);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/api/orders/7");
        assertThat(created.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(created.body())
                .isEqualTo(
                        """
                        {"id":7,"customer_name":"Ada Lovelace","product_name":"Notebook","quantity":2,\
                        "total":"19.90","status":"pending","created_at":"2026-11-20T09:12:00.123Z",\
                        "updated_at":"2026-11-20T09:12:00.123Z"}""");
        assertThat(web.get("/api/orders/7").body()).isEqualTo(created.body());
    }

    @Test
    void idsBeyondSignedLongsWork() throws IOException, InterruptedException {
        web.orders().nextId(new BigInteger("18446744073709551615"));

        HttpResponse<String> created = web.sendJson("POST", "/api/orders", ADA);

        String path = created.headers().firstValue("Location").orElseThrow();
        assertThat(path).isEqualTo("/api/orders/18446744073709551615");
        assertThat(web.get(path).body()).startsWith("{\"id\":18446744073709551615,");
        assertThat(web.get("/api/orders").body()).contains("\"id\":18446744073709551615,");
    }

    @Test
    void patchChangesWhatItNames() throws IOException, InterruptedException {
        web.sendJson("POST", "/api/orders", ADA);

        JsonNode patched = json(web.sendJson("PATCH", "/api/orders/1", "{\"status\":\"shipped\"}"));

        assertThat(patched.get("status").textValue()).isEqualTo("shipped");
        assertThat(patched.get("customer_name").textValue()).isEqualTo("Ada Lovelace");
    }

    @Test
    void putNeedsEveryField() throws IOException, InterruptedException {
        web.sendJson("POST", "/api/orders", ADA);

        HttpResponse<String> partial = web.sendJson("PUT", "/api/orders/1", ADA);
        HttpResponse<String> whole = web.sendJson(
                "PUT",
                "/api/orders/1",
                """
                {"customer_name":"Grace","product_name":"Pen","quantity":4294967295,"total":99999999.99,\
                "status":"delivered"}""");

        assertThat(partial.statusCode()).isEqualTo(422);
        assertThat(json(partial).get("detail").textValue()).isEqualTo("status is required");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(json(whole).get("quantity").longValue()).isEqualTo(4_294_967_295L);
        assertThat(json(whole).get("total").textValue()).isEqualTo("99999999.99");
    }

    @Test
    void deletes() throws IOException, InterruptedException {
        web.sendJson("POST", "/api/orders", ADA);

        HttpResponse<String> deleted = web.send("DELETE", "/api/orders/1", null);

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(web.get("/api/orders/1").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"GET,", "PATCH,{\"status\":\"shipped\"}", "DELETE,"})
    void saysWhichOrderIsMissing(String method, String body) throws IOException, InterruptedException {
        HttpResponse<String> response =
                body == null ? web.send(method, "/api/orders/7", null) : web.sendJson(method, "/api/orders/7", body);

        assertProblem(response, 404, "there is no order 7");
    }

    @Test
    void listsInPagesWithTheVersionTheyAreAsOf() throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            web.sendJson("POST", "/api/orders", ADA);
        }

        JsonNode first = json(web.get("/api/orders?limit=2"));
        JsonNode last =
                json(web.get("/api/orders?limit=3&after=" + first.get("next").longValue()));

        assertThat(first.get("version").textValue()).isNotEmpty();
        assertThat(first.get("orders"))
                .extracting(order -> order.get("id").longValue())
                .containsExactly(1L, 2L);
        assertThat(last.get("orders"))
                .extracting(order -> order.get("id").longValue())
                .containsExactly(3L, 4L, 5L);
        assertThat(last.get("next").isNull()).isTrue();
    }

    @Test
    void listsTheLastFirst() throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            web.sendJson("POST", "/api/orders", ADA);
        }

        JsonNode first = json(web.get("/api/orders?order=desc&limit=2"));
        JsonNode second =
                json(web.get("/api/orders?limit=2&before=" + first.get("next").longValue()));
        JsonNode last = json(web.get(
                "/api/orders?limit=2&order=desc&before=" + second.get("next").longValue()));

        assertThat(ids(first)).containsExactly(5L, 4L);
        assertThat(ids(second)).containsExactly(3L, 2L);
        assertThat(ids(last)).containsExactly(1L);
        assertThat(last.get("next").isNull()).isTrue();
        assertThat(json(web.get("/api/orders?before=1")).get("orders")).isEmpty();
        assertThat(ids(json(web.get("/api/orders?order=asc&after=3")))).containsExactly(4L, 5L);
    }

    private static List<Long> ids(JsonNode page) {
        List<Long> ids = new ArrayList<>();
        page.get("orders").forEach(order -> ids.add(order.get("id").longValue()));
        return ids;
    }

    @ParameterizedTest
    @CsvSource({
        "order=down,order must be asc or desc",
        "order=,order must be asc or desc",
        "after=1&before=9,'before goes downwards and can not stand beside after, which goes upwards'",
        "after=1&before=9&order=desc,'before goes downwards and can not stand beside after, which goes upwards'",
        "after=1&order=desc,after goes upwards and can not stand beside order=desc; use before",
        "before=1&order=asc,before goes downwards and can not stand beside order=asc; use after",
        "before=-1,before must be an integer from 0 to 18446744073709551615",
        "before=,before must be an integer from 0 to 18446744073709551615"
    })
    void refusesWhatContradictsItself(String query, String detail) throws IOException, InterruptedException {
        assertProblem(web.get("/api/orders?" + query), 400, detail);
    }

    @Test
    void aListIsCompressedForWhoTakesIt() throws IOException, InterruptedException {
        web.sendJson("POST", "/api/orders", ADA);
        HttpResponse<byte[]> compressed = web.getBytes("/api/orders", "Accept-Encoding", "br, gzip");

        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(plain.readAllBytes(), UTF_8))
                    .isEqualTo(web.get("/api/orders").body());
        }
        assertThat(web.get("/api/orders", "Accept-Encoding", "gzip;q=0").body()).startsWith("{");
    }

    @Test
    void anEmptyTableIsAnEmptyList() throws IOException, InterruptedException {
        assertThat(json(web.get("/api/orders")).get("orders")).isEmpty();
    }

    @Test
    void namesEveryBadParameterAtOnce() throws IOException, InterruptedException {
        HttpResponse<String> response = web.get("/api/orders?limit=2001&after=-1");

        assertProblem(response, 400, "2 values are invalid; see errors");
        assertThat(json(response).get("errors"))
                .extracting(error -> error.get("field").textValue())
                .containsExactly("after", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2001", "ten", "1e3", "99999999999999999999"})
    void refusesBadLimits(String limit) throws IOException, InterruptedException {
        assertProblem(web.get("/api/orders?limit=" + limit), 400, "limit must be an integer from 1 to 2000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven", "-7", "7.0", "18446744073709551616", "%27%20OR%201=1"})
    void refusesWhatIsNoId(String id) throws IOException, InterruptedException {
        HttpResponse<String> response = web.get("/api/orders/" + id);

        assertProblem(response, 400, "id must be an integer from 0 to 18446744073709551615");
    }

    @Test
    void saysThatTheDatabaseIsAway() throws IOException, InterruptedException {
        web.orders().unavailable("MySQL does not answer");

        for (String path : new String[] {"/api/orders", "/api/orders/1"}) {
            HttpResponse<String> response = web.get(path);
            assertProblem(response, 503, "MySQL does not answer");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        }
        assertProblem(web.sendJson("POST", "/api/orders", ADA), 503, "MySQL does not answer");
    }

    @Test
    void givesTheDatabasesOwnReasonForARefusal() throws IOException, InterruptedException {
        web.orders().reject(OrderRejectedException.invalid("Check constraint 'positive' is violated"));
        assertProblem(web.sendJson("POST", "/api/orders", ADA), 422, "Check constraint 'positive' is violated");

        web.orders().reject(OrderRejectedException.conflict("Duplicate entry 'Ada' for key 'name'"));
        assertProblem(web.sendJson("POST", "/api/orders", ADA), 409, "Duplicate entry 'Ada' for key 'name'");
    }

    @Test
    void saysHowToSwitchWritesOn() throws IOException, InterruptedException, BindFailedException {
        try (TestingWeb readOnly = TestingWeb.start(TestingWeb.settings("127.0.0.1", false))) {
            String detail = "orders are read-only here; start Rowcast with --write-api to allow writes";

            assertProblem(readOnly.sendJson("POST", "/api/orders", ADA), 403, detail);
            assertProblem(readOnly.sendJson("PATCH", "/api/orders/1", "{}"), 403, detail);
            assertProblem(readOnly.sendJson("PUT", "/api/orders/1", ADA), 403, detail);
            assertProblem(readOnly.send("DELETE", "/api/orders/1", null), 403, detail);
            assertThat(readOnly.get("/api/orders").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void namesTheMethodsThatThereAre() throws IOException, InterruptedException {
        HttpResponse<String> response = web.send("DELETE", "/api/orders", null);

        assertProblem(response, 405, "only GET, HEAD, POST here");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
    }

    static void assertProblem(HttpResponse<String> response, int status, String detail) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).isEqualTo(detail);
        assertThat(problem.get("title").textValue()).isNotEmpty();
        assertThat(problem.get("type").textValue()).isNotEmpty();
    }
}
