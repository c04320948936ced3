package dev.rowcast.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.http.BindFailedException;
import dev.rowcast.testing.TestingWeb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The modules that put lists and events together, in a real browser, without network between them. */
final class CatchupModuleIT extends BrowserFixture {
    /** A store, a catch-up over lists that each test gives, and the rows in few words: "3:b" is order 3 with the name b. */
    private static final String HARNESS =
            """
            const done = arguments[arguments.length - 1];
            (async () => {
              const { Store } = await import('/store.js');
              const { Status } = await import('/status.js');
              const { Catchup } = await import('/catchup.js');
              const store = new Store();
              const status = new Status();
              const asked = [];
              let answer;
              const fetchPage = (before, limit) => {
                asked.push(before);
                return answer(before, limit);
              };
              let failures = 0;
              const catchup = new Catchup(store, status, fetchPage, () => failures++);
              const row = (id, name) => ({ id, customer_name: name, status: 'pending' });
              const event = (id, name, version, gtid = null) =>
                ({ op: 'update', after: name === null ? null : row(id, name), version, source: { gtid } });
              const take = (id, name, version, gtid) => catchup.take(String(id), event(id, name, version, gtid));
              const page = (version, orders, next = null, gtids = null) =>
                ({ version, gtids, next, orders: orders.map(([id, name]) => row(id, name)) });
              const rows = () => { store.flush(); return store.toldKeys().sort().map((key) => `${key}:${store.get(key).customer_name}`).join(' '); };
              const turns = async () => { for (let i = 0; i < 9; i++) { await Promise.resolve(); } };
              %s
            })().then(done, (error) => done(`failed: ${error.stack}`));""";

    private TestingWeb web;

    @BeforeAll
    void openADocumentThatRunsNothing() throws BindFailedException {
        web = TestingWeb.start();
        browser.open(web.url() + "/favicon.svg");
    }

    @AfterAll
    void stopServer() {
        web.close();
    }

    private String run(String script) {
        return String.valueOf(browser.driver().executeAsyncScript(HARNESS.formatted(script)));
    }

    @Test
    void eventsWaitForTheirRowsPage() {
        assertThat(
                        run(
                                """
                let release;
                answer = (before) => before === null
                  ? Promise.resolve(page('05', [[9, 'a'], [8, 'a']], 8))
                  : new Promise((resolve) => { release = () => resolve(page('07', [[7, 'a'], [3, 'a']])); });
                const listing = catchup.begin();
                take(3, 'b', '06');
                take(9, 'b', '06');
                await turns();
                const between = rows();
                take(3, 'c', '08');
                release();
                await listing;
                return `${between} | ${rows()} | ${asked}`;"""))
                .isEqualTo("8:a 9:b | 3:c 7:a 8:a 9:b | ,8");
    }

    @Test
    void whatAPageContainsIsNotShownAgain() {
        assertThat(
                        run(
                                """
                answer = async () => page('05', [[9, 'e']]);
                await catchup.begin();
                take(9, 'd', '04');
                take(9, 'e', '05');
                take(8, 'x', '03');
                const first = rows();
                take(9, 'f', '06');
                return `${first} | ${rows()}`;"""))
                .isEqualTo("9:e | 9:f");
    }

    @Test
    void gtidsTellWhereVersionsAreALowerBoundOnly() {
        assertThat(
                        run(
                                """
                answer = async () => page('01', [[9, 'c'], [8, 'q']], null, { executed: 'aa:1-5', committing: 'aa:6,aa:9' });
                await catchup.begin();
                take(9, 'a', '04', 'AA:4');
                take(9, 'b', '05', 'aa:5');
                const contained = rows();
                take(9, 'c', '06', 'aa:6');
                const committed = rows();
                take(8, 'r', '09', 'aa:9');
                take(9, 'd', '07', 'aa:7');
                take(9, 'd', '07', 'aa:7');
                return `${contained} | ${committed} | ${rows()}`;"""))
                .isEqualTo("8:q 9:c | 8:q 9:c | 8:r 9:d");
    }

    @Test
    void gtidSetsHaveTagsAndIntervals() {
        assertThat(
                        run(
                                """
                const { GtidSet } = await import('/gtids.js');
                const set = new GtidSet('aa:1-3:7:tag:1-2, bb:9');
                return ['aa:3', 'aa:4', 'aa:7', 'AA:tag:2', 'aa:tag:3', 'bb:9', 'cc:1'].map((gtid) => set.contains(gtid)).join() + new GtidSet('').contains('aa:1');"""))
                .isEqualTo("true,false,true,true,false,true,falsefalse");
    }

    @Test
    void withoutPlaceTheRowItselfTells() {
        assertThat(
                        run(
                                """
                answer = async () => page(null, [[9, 'b']]);
                await catchup.begin();
                let drawn = 0;
                store.flush();
                store.addEventListener('frame', () => drawn++);
                take(9, 'b', '04');
                store.flush();
                take(9, 'c', '05');
                take(9, 'b', '04');
                return `${rows()} ${drawn}`;"""))
                .isEqualTo("9:c 1");
    }

    @Test
    void rowsThatNoListHasAreGone() {
        assertThat(
                        run(
                                """
                answer = async () => page('05', [[9, 'a'], [8, 'a'], [7, 'a']]);
                await catchup.begin();
                const before = rows();
                catchup.end();
                answer = async () => page('09', [[9, 'b'], [7, 'a']]);
                const listing = catchup.begin();
                take(6, 'new', '10');
                await listing;
                take(8, 'late', '08');
                return `${before} | ${rows()} | ${status.list.state}`;"""))
                .isEqualTo("7:a 8:a 9:a | 6:new 7:a 9:b | live");
    }

    @Test
    void aListThatFailsIsTriedAgainAndHoldsNothingBackMeanwhile() {
        assertThat(
                        run(
                                """
                answer = async () => { throw new Error('MySQL is away'); };
                const listing = catchup.begin();
                take(9, 'a', '04');
                await turns();
                const failed = `${rows()} ${status.list.state} ${status.list.reason} ${failures}`;
                take(9, 'b', '05');
                const meanwhile = rows();
                answer = async () => page('06', [[9, 'b'], [1, 'z']]);
                catchup.hurry();
                await listing;
                return `${failed} | ${meanwhile} | ${rows()} ${status.list.state}`;"""))
                .isEqualTo("9:a failed MySQL is away 1 | 9:b | 1:z 9:b live");
    }

    @Test
    void aLaterRunEndsTheOneBefore() {
        assertThat(
                        run(
                                """
                let release;
                answer = () => new Promise((resolve) => { release = () => resolve(page('01', [[1, 'old']])); });
                const first = catchup.begin();
                await turns();
                const releaseFirst = release;
                answer = async () => page('05', [[2, 'new']]);
                await catchup.begin();
                releaseFirst();
                await first;
                return rows();"""))
                .isEqualTo("2:new");
    }

    @Test
    void changesAreToldOncePerFrameAndBoundedWhilePaused() {
        assertThat(
                        run(
                                """
                answer = async () => page('000000001', [[1, 'a'], [2, 'a']]);
                await catchup.begin();
                store.flush();
                store.pause();
                for (let i = 0; i < 1000; i++) {
                  store.apply('1', row(1, `b${i}`), String(10 + 2 * i).padStart(9, '0'));
                  store.apply(`x${i}`, row(i, 'x'), String(10 + 2 * i).padStart(9, '0'));
                  store.apply(`x${i}`, null, String(11 + 2 * i).padStart(9, '0'));
                }
                store.apply('2', null, '999999999');
                const waiting = store.waiting;
                const told = [store.told('1').customer_name, store.told('2').customer_name];
                let changes;
                store.addEventListener('frame', ({ detail }) => (changes = [...detail.values()]));
                store.resume();
                store.flush();
                return JSON.stringify([waiting, told, changes.map(({ key, before, after }) => [key, before.customer_name, after?.customer_name ?? null])]);"""))
                .isEqualTo("[2,[\"a\",\"a\"],[[\"1\",\"a\",\"b999\"],[\"2\",\"a\",null]]]");
    }

    @Test
    void anEventIsHeardOnce() {
        assertThat(
                        run(
                                """
                let heard = 0;
                store.addEventListener('event', () => heard++);
                store.hear({ key: '1', event: event(1, 'a', '01') });
                store.hear({ key: '1', event: event(1, 'a', '01') });
                store.hear({ key: '1', event: event(1, 'b', '02') });
                return heard;"""))
                .isEqualTo("2");
    }
}
