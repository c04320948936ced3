package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rowcast.http.BindFailedException;
import dev.rowcast.testing.TestingFront;
import dev.rowcast.testing.TestingFront.Answer;
import dev.rowcast.testing.TestingWeb;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's modules one by one, in a real browser but without the page: what they compute. */
final class PageModulesIT extends BrowserFixture {
    private static final String UPDATE =
            "{\"op\":\"update\",\"schema\":\"shop\",\"table\":\"orders\",\"key\":{\"id\":7},"
                    + "\"before\":{\"id\":7,\"status\":\"pending\",\"tags\":[\"a\"],\"note\":null,\"updated_at\":\"1\"},"
                    + "\"after\":{\"id\":7,\"status\":\"shipped\",\"tags\":[\"a\"],\"note\":\"\",\"updated_at\":\"2\"}}";

    private TestingWeb web;

    // Of one test.
    private TestingFront front;

    @BeforeAll
    void startServer() throws BindFailedException {
        web = TestingWeb.start();
    }

    @AfterAll
    void stopServer() {
        web.close();
    }

    @BeforeEach
    void openADocumentThatRunsNothing() throws IOException {
        front = new TestingFront(web.url());
        browser.open(front.url() + "/config.json");
    }

    @AfterEach
    void close() {
        browser.driver().get("about:blank");
        front.close();
    }

    @Test
    void aRingKeepsTheNewest() {
        assertThat(
                        run(
                                """
                        const { Ring } = await import('/ring.js');
                        const ring = new Ring(3);
                        const seen = [];
                        for (const item of [1, 2, 3, 4, 5]) {
                          ring.push(item);
                          seen.push([...ring.newestFirst()].join(''), [...ring.oldestFirst()].join(''), ring.oldest);
                        }
                        ring.clear();
                        return [...seen, ring.size, [...ring.newestFirst()].length];"""))
                .isEqualTo(List.of(
                        "1", "1", 1L, "21", "12", 1L, "321", "123", 1L, "432", "234", 2L, "543", "345", 3L, 0L, 0L));
    }

    @Test
    void differencesAreThoseOfTheColumnsThatChanged() {
        assertThat(run("const { differences } = await import('/event.js'); return differences(" + UPDATE
                        + ").map(({column, before, after, has}) => [column, before, after, has].join());"))
                .isEqualTo(List.of("status,pending,shipped,both", "note,,,both", "updated_at,1,2,both"));
        assertThat(
                        run(
                                """
                        const { differences } = await import('/event.js');
                        const words = (event) => differences(event).map(({column, has}) => column + ' ' + has).join();
                        return [
                          words({ op: 'insert', before: null, after: { id: 7, a: null } }),
                          words({ op: 'delete', before: { id: 7 }, after: null }),
                          words({ op: 'update', before: { a: 1 }, after: { a: 1, b: 2 } }),
                          words({ op: 'update', before: { j: { x: [1] } }, after: { j: { x: [2] } } }),
                          words({ op: 'update', before: null, after: null, oversized: { bytes: 2, limit: 1 } })];"""))
                .isEqualTo(List.of("id after,a after", "id before", "b both", "j both", ""));
    }

    @Test
    void anEventIsDescribedInOneLine() {
        assertThat(
                        run(
                                """
                        const { describe } = await import('/event.js');
                        const row = { id: 7, customer_name: 'Ada', gone: null, product_name: 'Pen', total: '1.00' };
                        const set = (status, updated_at) => ({ ...row, status, updated_at });
                        const update = (before, after) => ({ op: 'update', key: { id: 7 }, before, after });
                        return [
                          describe({ op: 'insert', key: { id: 7 }, before: null, after: row }),
                          describe(update(set('pending', 1), set('shipped', 2))),
                          describe(update(set('pending', 1), set('pending', 2))),
                          describe(update({ a: null, b: '' }, { a: 'NULL', b: null })),
                          describe(update({ a: 'x'.repeat(200) }, { a: [1, 'y'] })).length,
                          describe({ op: 'update', before: null, after: null, oversized: { bytes: 2000, limit: 1000 } })];"""))
                .isEqualTo(List.of(
                        "Ada, Pen",
                        "status pending → shipped",
                        "nothing but its time",
                        "a NULL → NULL, b '' → NULL",
                        2L + 121 + 3 + 7,
                        "the row is left out: 2,000 bytes, and the broker takes 1,000"));
    }

    @Test
    void ndjsonIsWhatWasReceivedWithTopicAndTime() {
        assertThat(
                        run(
                                """
                        const { toNdjson } = await import('/event.js');
                        const at = new Date('2026-11-20T09:12:00.123Z');
                        const text = '{"op":"insert","key":{"id":18446744073709551615},"after":{"price":1.50e0}}';
                        return toNdjson([
                          { topic: 'a/"1', at, event: {}, text },
                          { topic: 'b', at, event: { op: 'delete' } },
                          { topic: 'c', at, event: { op: 'delete' }, text: '{\\n"op": "delete" }' }]);"""))
                .isEqualTo(
                        """
                        {"op":"insert","key":{"id":18446744073709551615},"after":{"price":1.50e0},"topic":"a/\\"1",\
                        "received_at":"2026-11-20T09:12:00.123Z"}
                        {"op":"delete","topic":"b","received_at":"2026-11-20T09:12:00.123Z"}
                        {"op":"delete","topic":"c","received_at":"2026-11-20T09:12:00.123Z"}
                        """);
    }

    @Test
    void prettyJsonKeepsNumbersExact() {
        assertThat(
                        run(
                                """
                        const { prettyJson } = await import('/event.js');
                        return [prettyJson({ event: { a: [] } }), prettyJson({ text: '{"id":18446744073709551615,"x":1.50}' })];"""))
                .isEqualTo(List.of("{\n  \"a\": []\n}", "{\n  \"id\": 18446744073709551615,\n  \"x\": 1.50\n}"));
    }

    @Test
    void aTimelineHasEachEventOnceInTheOrderOfVersions() {
        assertThat(
                        run(
                                """
                        const { Timeline, Timelines } = await import('/timeline.js');
                        const entry = (version, key = '7') => ({ key, event: { version: String(version).padStart(4, '0') } });
                        const timeline = new Timeline();
                        const added = [5, 3, 4, 5, 3, 9, 1].map((version) => timeline.add(entry(version)));
                        const versions = timeline.entries.map(({ event }) => Number(event.version)).join();
                        for (let i = 10; i < 400; i++) {
                          timeline.add(entry(i));
                        }
                        const isOldRefused = !timeline.add(entry(2));
                        const all = new Timelines();
                        const first = all.follow('1', [entry(1, '1')]);
                        const isSame = all.follow('1', [entry(8, '1')]) === first;
                        all.add(entry(2, '1'));
                        for (let key = 2; key < 40; key++) {
                          all.follow(String(key), []);
                        }
                        return [added.join(), versions, timeline.entries.length, timeline.newest.event.version, isOldRefused,
                          isSame, first.entries.length, all.follow('1', []) === first];"""))
                .isEqualTo(List.of(
                        "true,true,true,false,false,true,true", "9,5,4,3,1", 200L, "0399", true, true, 2L, false));
    }

    @Test
    void percentilesAreRightToWithinTwoPercent() {
        assertThat(
                        numbers(
                                """
                        const { Histogram } = await import('/histogram.js');
                        let seed = 42;
                        const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
                        const values = Array.from({ length: 60000 }, () => 1 + 5000 * random() ** 6);
                        const [left, right, both] = [new Histogram(), new Histogram(), new Histogram()];
                        values.forEach((value, i) => (i % 2 ? left : right).record(value));
                        both.add(left);
                        both.add(right);
                        values.sort((a, b) => a - b);
                        const exact = (share) => values[Math.ceil(share * values.length) - 1];
                        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
                        return [...[0.01, 0.5, 0.95, 0.999].map((share) => both.percentile(share) / exact(share)),
                          both.mean / mean, both.count / values.length];"""))
                .allSatisfy(ratio -> assertThat(ratio).isCloseTo(1.0, within(0.021)));
        assertThat(
                        run(
                                """
                        const { Histogram } = await import('/histogram.js');
                        const histogram = new Histogram();
                        const empty = histogram.percentile(0.5);
                        [0, 1e12].forEach((value) => histogram.record(value));
                        return [empty, histogram.percentile(0.5), Math.round(histogram.percentile(1) / 60_000)];"""))
                .asString()
                .isEqualTo("[null, 0, 10]");
    }

    @Test
    void theShortestRoundTripTellsTheOffset() {
        assertThat(
                        run(
                                """
                        const { best, parseMillis } = await import('/clock.js');
                        const sample = (sentMs, serverMs, receivedMs) => ({ sentMs, serverMs, receivedMs });
                        const { offsetMs, errorMs } = best([sample(0, 1090, 100), sample(200, 1209, 210), sample(300, 1400, 340)]);
                        return [offsetMs, errorMs, parseMillis('1970-01-01T00:00:01.000250Z') * 1000,
                          parseMillis('1970-01-01T00:00:01Z'), Number.isNaN(parseMillis('soon'))];"""))
                .isEqualTo(List.of(1004L, 5L, 1_000_250L, 1000L, true));
    }

    @Test
    void asksTheServerForTheDatabasesTimeFiveTimes() {
        front.answer(
                "/api/clock",
                Answer.json("{\"now\":\"2020-01-01T00:00:00.000000Z\",\"commit_time_resolution\":\"seconds\"}"));

        assertThat(
                        run(
                                """
                        const { DatabaseClock, pageMillis } = await import('/clock.js');
                        const clock = new DatabaseClock('/api/clock');
                        await clock.ask();
                        const { offsetMs, errorMs } = clock.estimate;
                        const offBy = Math.abs(pageMillis() + offsetMs - Date.parse('2020-01-01'));
                        return [offBy < 60_000, errorMs >= 0, errorMs < 5_000, clock.resolution];"""))
                .isEqualTo(List.of(true, true, true, "seconds"));
        assertThat(front.asked()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"404", "503", "200"})
    void withoutAnAnswerTheOffsetIsUnknown(int status) {
        front.answer("/api/clock", new Answer(status, "application/json", "{\"now\":\"never\"}"));

        assertThat(
                        run(
                                """
                        const { DatabaseClock } = await import('/clock.js');
                        const clock = new DatabaseClock('/api/clock');
                        await clock.ask();
                        return [clock.estimate, clock.resolution];"""))
                .asString()
                .isEqualTo("[null, null]");
        assertThat(front.asked()).hasSize(1);
    }

    @Test
    void latencyIsFromTheCommitToTheScreen() {
        assertThat(
                        meter(
                                "microseconds",
                                """
                        for (let i = 0; i < 100; i++) {
                          meter.drawn([event(i < 90 ? 50 : 400)], now);
                        }
                        const one = event(80);
                        meter.drawn([one, event(-5_000), { op: 'update' }], now);
                        const { latency } = meter.summary(now);
                        const later = [meter.summary(now + 59_000).latency.count, meter.summary(now + 62_000).latency];
                        return [latency.count, Math.round(latency.p50Ms / 5) * 5, Math.round(latency.p95Ms / 20) * 20,
                          latency.errorMs, Math.round(meter.latencyOf(one)), meter.latencyOf({}), ...later];"""))
                .asString()
                .isEqualTo("[102, 50, 400, 2, 80, null, 102, null]");
    }

    @Test
    void wholeSecondsGiveAMeanOfManyAndABoundOfFew() {
        String record =
                """
                const frames = (count) => {
                  for (let i = 0; i < count; i++) {
                    meter.drawn([event(30 + (1000 * (i + 0.5)) / count)], now);
                  }
                  return describeLatency(meter.summary(now)).text;
                };
                """;
        assertThat(String.valueOf(meter("seconds", record + "return frames(20);")))
                .isEqualTo("under 1.0 s");
        assertThat(String.valueOf(meter("seconds", record + "return frames(10_000);")))
                .matches("mean about (29|30|31) ms \\(±8 ms\\)");
        assertThat(String.valueOf(meter("seconds", record + "return frames(200);")))
                .matches("mean under 7\\d ms");
        assertThat(meter(
                        "seconds",
                        "const one = event(80); meter.drawn([one], now); return [meter.latencyOf(one), meter.series(now)[59]"
                                + ".p50Ms];"))
                .asString()
                .isEqualTo("[null, null]");
    }

    @Test
    void whatIsNotLiveOrNotSeenIsCountedButNotMeasured() {
        assertThat(
                        meter(
                                "microseconds",
                                """
                        const tell = (live) => store.dispatchEvent(new CustomEvent('event', { detail: { event: event(9), live } }));
                        const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
                        tell(false);
                        await drawn();
                        const caughtUp = meter.summary().latency;
                        Object.defineProperty(document, 'hidden', { configurable: true, value: true });
                        tell(true);
                        await drawn();
                        delete document.hidden;
                        const unseen = meter.summary().latency;
                        tell(true);
                        tell(true);
                        await drawn();
                        const counted = meter.summary(now + 5_000).perSecond > 0;
                        return [caughtUp, unseen, meter.summary().latency.count, counted];"""))
                .asString()
                .isEqualTo("[null, null, 2, true]");
    }

    @Test
    void withoutTheDatabasesClockNothingIsClaimed() {
        assertThat(
                        meter(
                                "microseconds",
                                """
                        clock.estimate = null;
                        meter.drawn([event(80)], now);
                        const summary = meter.summary(now);
                        return [summary.latency, describeLatency(summary).text];"""))
                .asString()
                .isEqualTo("[null, ]");
    }

    @Test
    void scalesRestOnRoundNumbers() {
        assertThat(run("const { ceiling } = await import('/chart.js');"
                        + " return [0, 1, 1.5, 2, 3, 7, 10, 11, 49, 501].map(ceiling);"))
                .isEqualTo(List.of(1L, 1L, 2L, 2L, 5L, 10L, 10L, 20L, 50L, 1000L));
    }

    @Test
    void theAddressNamesAnOrder() {
        assertThat(
                        run(
                                """
                        const { keyInHash } = await import('/route.js');
                        return ['#/orders/7', '#/orders/a%252Fb%2C1', '#/orders/', '#orders', '', '#/orders/7/x', '#/orders/%'].map(keyInHash);"""))
                .asString()
                .isEqualTo("[7, a%2Fb,1, null, null, null, null, null]");
    }

    @Test
    void aLineForATerminalFollowsAllOrOne() {
        assertThat(
                        run(
                                """
                        const { filtersOfAll, subscribeLine, topicsOf } = await import('/config.js');
                        const topics = { state: 'orders/state/+', events: ['orders/inserted/+', 'orders/deleted/+'] };
                        const apart = { state: 'state/+/now', events: ['events/+'] };
                        const plain = { host: null, port: 1883, tls: false };
                        const safe = { host: 'b.example', port: 8883, tls: true, username: 'u', password: 'p' };
                        return [
                          subscribeLine(plain, filtersOfAll(topics), '[::1]'),
                          subscribeLine(safe, filtersOfAll(apart)),
                          subscribeLine(plain, topicsOf(topics, '7'), 'localhost'),
                          subscribeLine(plain, topicsOf(apart, "o'b"), 'localhost')];"""))
                .isEqualTo(List.of(
                        "mosquitto_sub -h ::1 -p 1883 -t 'orders/#' -v",
                        "mosquitto_sub -h b.example -p 8883 --cafile CA.pem -u USER -P PASSWORD -t 'state/+/now'"
                                + " -t 'events/+' -v",
                        "mosquitto_sub -h localhost -p 1883 -t 'orders/state/7' -t 'orders/inserted/7'"
                                + " -t 'orders/deleted/7' -v",
                        "mosquitto_sub -h localhost -p 1883 -t 'state/o'\\''b/now' -t 'events/o'\\''b' -v"));
    }

    @Test
    void aFloodMakesNoMoreElementsThanAreSeen() {
        Map<?, ?> seen = (Map<?, ?>)
                run(
                        """
                const { LogView } = await import('/log.js');
                const { element } = await import('/dom.js');
                const title = element('h2', '', 'Events');
                title.id = 'log-title';
                const panel = element('section', '', title);
                panel.id = 'log-panel';
                document.body.replaceChildren(panel);
                const store = new EventTarget();
                const log = new LogView(store, { say() {} });
                const made = [];
                new MutationObserver((records) => {
                  made.push(records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0));
                }).observe(document.getElementById('log'), { childList: true });
                const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
                let id = 0;
                for (let i = 0; i < 20; i++) {
                  for (let j = 0; j < 400; j++) {
                    const event = { op: 'insert', key: { id }, before: null, after: { id }, version: String(id) };
                    store.dispatchEvent(new CustomEvent('event', {
                      detail: { key: String(id % 10), topic: 't/' + id++, event, at: new Date(), live: true } }));
                  }
                  await frame();
                }
                for (let i = 0; i < 200 && document.querySelector('#log code').textContent !== 't/7999'; i++) {
                  await frame();
                }
                return {
                  made: Math.max(...made), frames: made.length, drawn: document.querySelectorAll('#log li').length,
                  newest: document.querySelector('#log code').textContent, kept: [...log.of('3')].length };""");

        assertThat(seen.get("made")).isEqualTo(50L);
        assertThat((Long) seen.get("frames")).isBetween(1L, 20L);
        assertThat(seen.get("drawn")).isEqualTo(50L);
        assertThat(seen.get("newest")).isEqualTo("t/7999");
        assertThat(seen.get("kept")).isEqualTo(50L);
    }

    /** Runs a script with a meter whose clock is right to within 2 ms, and events of a given age in milliseconds. */
    private Object meter(String resolution, String script) {
        return run(
                """
                const { describeLatency, Meter } = await import('/meter.js');
                const { pageMillis } = await import('/clock.js');
                const store = new EventTarget();
                const clock = { estimate: { offsetMs: 3_600_000, errorMs: 2 }, resolution: '%s' };
                const meter = new Meter(store, clock);
                const now = pageMillis();
                const event = (ageMs) => {
                  const micros = BigInt(Math.round((now + 3_600_000 - ageMs) * 1000));
                  const seconds = new Date(Number(micros / 1_000_000n) * 1000).toISOString().slice(0, 19);
                  return { op: 'update', committed_at: `${seconds}.${String(micros %% 1_000_000n).padStart(6, '0')}Z` };
                };
                """
                                .formatted(resolution)
                        + script);
    }

    private List<Double> numbers(String script) {
        return ((List<?>) run(script))
                .stream().map(number -> ((Number) number).doubleValue()).toList();
    }

    private Object run(String script) {
        return browser.driver()
                .executeAsyncScript("const done = arguments[arguments.length - 1]; (async () => {" + script
                        + "})().then(done, (error) => done(`failed: ${error.stack}`));");
    }
}
