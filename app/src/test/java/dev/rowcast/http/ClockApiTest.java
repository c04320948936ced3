package dev.rowcast.http;

import static dev.rowcast.http.OrdersApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.DatabaseClock.Reading;
import dev.rowcast.http.DatabaseClock.Resolution;
import dev.rowcast.testing.TestingWeb;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClockApiTest {

    @Test
    void tellsTheDatabasesTimeToTheMicrosecond() throws Exception {
        assertThat(answer("2026-11-21T20:31:00.123456Z", Resolution.MICROSECONDS))
                .isEqualTo("{\"now\":\"2026-11-21T20:31:00.123456Z\",\"commit_time_resolution\":\"microseconds\"}");
        assertThat(answer("2026-11-21T20:31:00Z", Resolution.SECONDS))
                .isEqualTo("{\"now\":\"2026-11-21T20:31:00.000000Z\",\"commit_time_resolution\":\"seconds\"}");
    }

    private static String answer(String now, Resolution resolution) throws Exception {
        try (TestingWeb web = TestingWeb.start(() -> Optional.of(new Reading(Instant.parse(now), resolution)))) {
            HttpResponse<String> response = web.get("/api/clock");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            return response.body();
        }
    }

    @Test
    void saysThatTheDatabaseIsAway() throws Exception {
        try (TestingWeb web = TestingWeb.start(Optional::empty)) {
            HttpResponse<String> response = web.get("/api/clock");

            assertProblem(response, 503, "the database can not be asked for the time now");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        }
    }
}
