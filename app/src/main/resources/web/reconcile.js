// Finds the rows that were deleted while the page was away.
//
// After a reconnect the broker delivers every retained state again, so a row that does not come is probably gone. Probably:
// MQTT does not say where the retained messages end. A marker sent to ourselves would not prove it either, for a broker may
// deliver it before them, and many brokers let an anonymous client publish nothing. So the silence after the burst only
// decides when to ask, and the table itself, through /api/orders, decides what is gone. Until it answers, rows stay.

import { parseJson } from './format.js';

const ONE_BY_ONE = 16;
const PAGE_SIZE = 1000;
const RETRY_MS = 3_000;

export class Reconciler {
  #store;

  constructor(store) {
    this.#store = store;
  }

  /** Runs once for a connection, until all rows are confirmed or gone, or the connection is another. */
  async run() {
    const generation = this.#store.generation;
    while (this.#store.generation === generation) {
      const keys = this.#store.unconfirmed();
      if (keys.length === 0) {
        return;
      }
      try {
        await (keys.length <= ONE_BY_ONE ? this.#askForEach(keys) : this.#askForAll(keys));
        return;
      } catch {
        // The server is away, or its database is; the signals say so already.
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async #askForEach(keys) {
    for (const key of keys) {
      const response = await fetch(`api/orders/${encodeURIComponent(key)}`);
      if (!response.ok && response.status !== 404) {
        throw new Error(`unexpected ${response.status}`);
      }
      this.#decide(key, response.ok);
    }
  }

  async #askForAll(keys) {
    const existing = new Set();
    let version = null;
    for (let after = ''; after !== null; ) {
      const response = await fetch(`api/orders?limit=${PAGE_SIZE}${after === '' ? '' : `&after=${after}`}`);
      if (!response.ok) {
        throw new Error(`unexpected ${response.status}`);
      }
      const page = parseJson(await response.text());
      page.orders.forEach((order) => existing.add(String(order.id)));
      // The first page is the oldest: what is newer than it may be missing from the list and there all the same.
      version ??= page.version;
      after = page.next;
    }
    for (const key of keys) {
      const isNewer = version !== null && this.#store.version(key) > version;
      this.#decide(key, existing.has(key) || isNewer);
    }
  }

  /** A message may have confirmed or changed the row while the answer was on its way. */
  #decide(key, exists) {
    if (!this.#store.isUnconfirmed(key)) {
      return;
    }
    if (exists) {
      this.#store.confirm(key);
    } else {
      this.#store.remove(key, null, true);
    }
  }
}
