package dev.rowcast.http;

import static dev.rowcast.testing.TestingWeb.json;
import static dev.rowcast.testing.TestingWeb.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.Gap;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HealthApiTest {
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
    void livesWhileTheDatabaseIsAway() throws IOException, InterruptedException {
        web.status(status(Phase.RECONNECTING, "MySQL is away", false));
        web.orders().unavailable("MySQL is away");

        assertThat(web.get("/livez").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void isReadyOnlyWhileStreamingOrStandingBy(Phase phase) throws IOException, InterruptedException {
        web.status(status(phase, null, true));

        int expected = phase == Phase.STREAMING || phase == Phase.STANDBY ? 200 : 503;
        for (String path : new String[] {"/readyz", "/healthz", "/health"}) {
            assertThat(web.get(path).statusCode()).isEqualTo(expected);
            assertThat(web.send("HEAD", path, null).statusCode()).isEqualTo(expected);
        }
    }

    @Test
    void listsEachPart() throws IOException, InterruptedException {
        web.status(status(Phase.RECONNECTING, "connection refused", false));

        assertThat(web.get("/readyz").body()).isEqualTo("not ready\n");
        assertThat(web.get("/readyz?verbose").body())
                .isEqualTo(
                        """
                        [-]database not reached
                        [+]broker reached
                        [-]relay reconnecting: connection refused
                        [+]lag 3 ms
                        not ready
                        """);
    }

    @Test
    void tellsAllAsJson() throws IOException, InterruptedException {
        Position position = new Position(GtidSet.NONE, "binlog.000042", 15822);
        Instant at = Instant.parse("2026-11-20T09:12:00Z");
        Gap gap = new Gap(at, "binlogs were purged", position, position, null);
        Map<TableId, Long> rows = Map.of(new TableId("shop", "orders"), 5L);
        web.status(new RelayStatus(
                Phase.STREAMING, null, true, true, at, at, position, rows, 3, List.of(), new Gaps(1, gap)));

        HttpResponse<String> brief = web.get("/healthz");
        JsonNode verbose = json(web.get("/healthz?verbose"));

        assertThat(brief.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(verbose.get("version").textValue()).isEqualTo("0.1.0");
        assertThat(verbose.get("phase").textValue()).isEqualTo("streaming");
        assertThat(verbose.at("/checks/database/ok").booleanValue()).isTrue();
        assertThat(verbose.at("/tables/0").toString())
                .isEqualTo("{\"schema\":\"shop\",\"table\":\"orders\",\"rows\":5}");
        assertThat(verbose.at("/position/file").textValue()).isEqualTo("binlog.000042");
        assertThat(verbose.at("/last_gap/reason").textValue()).isEqualTo("binlogs were purged");
    }
}
