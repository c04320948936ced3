// The one path to rows that are current: on the first load, after each reconnect, and when MySQL's feed has come back.
//
// Subscribe, and keep what comes; list the rows over HTTP, newest first, page by page, each as of a place in the order of
// changes; apply what has come since and the page does not contain; from then on everything as it comes. A row that no page
// has and no event has brought is gone. Nothing is missed: what is committed before a page is read is in the page, and what
// comes later is an event of a subscription that stands. Nothing is shown twice: each page says which changes it contains.

import { backoff } from './backoff.js';
import { GtidSet } from './gtids.js';
import { compareKeys } from './keys.js';
import { sameRow } from './store.js';

const FIRST_PAGE = 100;
const PAGE = 2000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 10_000;

export class Catchup {
  #store;
  #status;
  #fetchPage;
  #onFailure;

  /** Counts the runs; a later one ends those before it. */
  #run = 0;
  #isListing = false;
  /** @type {ListedPage[]} newest rows first; together they cover all keys from the last one's lowest up */
  #pages = [];
  /** Events of rows that no page covers yet. */
  #kept = [];
  #wake = () => {};

  /**
   * @param fetchPage gives {version, gtids, orders, next} of the rows below a key, newest first
   * @param onFailure called when the rows can not be listed; it will be tried again
   */
  constructor(store, status, fetchPage, onFailure) {
    this.#store = store;
    this.#status = status;
    this.#fetchPage = fetchPage;
    this.#onFailure = onFailure;
  }

  /** The subscription stands: what is committed from now on comes as an event. Begins anew if it is under way. */
  async begin() {
    const run = ++this.#run;
    this.#wake();
    for (let attempt = 0; run === this.#run; attempt++) {
      try {
        await this.#list(run);
        return;
      } catch (error) {
        if (run !== this.#run) {
          return;
        }
        this.#fail(error);
        await this.#rest(attempt);
      }
    }
  }

  /** The subscription is lost. */
  end() {
    this.#run++;
    this.#isListing = false;
    this.#kept = [];
    this.#wake();
    this.#status.setList('waiting');
  }

  /** There is a reason not to wait any longer with the next attempt. */
  hurry() {
    this.#wake();
  }

  /** An event of a row, with `op`, `after` and `version`. */
  take(key, event) {
    const page = this.#pages.find((candidate) => candidate.covers(key)) ?? null;
    if (page === null && this.#isListing) {
      this.#kept.push({ key, event });
      return;
    }
    if (event.oversized) {
      this.#ask(key, event.version);
    } else if (page !== null && page.contains(event, this.#store.get(key))) {
      this.#store.adopt(key, event.version);
    } else {
      this.#store.apply(key, event.after, event.version);
    }
  }

  async #list(run) {
    this.#pages = [];
    this.#kept = [];
    this.#isListing = true;
    this.#store.beginGeneration();
    this.#status.setList('listing');
    let rows = 0;
    let next = null;
    do {
      const answer = await this.#fetchPage(next, next === null ? FIRST_PAGE : PAGE);
      if (run !== this.#run) {
        return;
      }
      next = answer.next === null ? null : String(answer.next);
      rows += answer.orders.length;
      this.#pages.push(new ListedPage(answer, next));
      for (const row of answer.orders) {
        this.#store.list(String(row.id), row, answer.version);
      }
      this.#replay();
      this.#status.setList('listing', { rows });
    } while (next !== null);
    this.#isListing = false;
    this.#store.endGeneration();
    this.#status.setList('live', { rows });
  }

  #replay() {
    const kept = this.#kept;
    this.#kept = [];
    kept.forEach(({ key, event }) => this.take(key, event));
  }

  /** Nothing is kept back any more: a later attempt lists all that is committed by then. */
  #fail(error) {
    this.#isListing = false;
    this.#pages = [];
    this.#replay();
    this.#status.setList('failed', { reason: error.message });
    this.#onFailure();
  }

  #rest(attempt) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, backoff(attempt, RETRY_MIN_MS, RETRY_MAX_MS));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** A row that is too large for a message: the event says that it has changed, the list says how. */
  async #ask(key, version) {
    try {
      const answer = await this.#fetchPage(String(BigInt(key) + 1n), 1);
      const row = answer.orders.find((order) => String(order.id) === key) ?? null;
      this.#store.apply(key, row, version);
    } catch {
      // The next list has it.
    }
  }
}

/** The rows of one answer, and which changes it contains. */
class ListedPage {
  #lowest;
  #version;
  #executed;
  #committing;

  /** @param lowest the lowest key that it covers; null: all down to the first */
  constructor({ version, gtids }, lowest) {
    this.#lowest = lowest;
    this.#version = version;
    this.#executed = gtids ? new GtidSet(gtids.executed) : null;
    this.#committing = gtids ? new GtidSet(gtids.committing) : null;
  }

  covers(key) {
    return this.#lowest === null || compareKeys(key, this.#lowest) >= 0;
  }

  /** @param row what is known of the event's row */
  contains(event, row) {
    if (this.#version !== null && event.version <= this.#version) {
      return true;
    }
    const gtid = event.source?.gtid ?? null;
    if (this.#executed !== null && gtid !== null) {
      return this.#executed.contains(gtid) || (this.#committing.contains(gtid) && sameRow(row, event.after));
    }
    // A server without GTIDs can not say: the row tells whether it is as the event leaves it.
    return this.#version === null && sameRow(row, event.after);
  }
}
