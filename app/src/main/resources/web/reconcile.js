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
      // The first order from this id on, and not the order itself: browsers log every 404 as an error.
      const page = await this.#list(1, key === '0' ? null : BigInt(key) - 1n);
      this.#decide(key, page.orders.some((order) => String(order.id) === key), page.version);
    }
  }

  async #askForAll(keys) {
    const existing = new Set();
    let page = { next: null, version: null };
    let version = null;
    do {
      page = await this.#list(PAGE_SIZE, page.next);
      page.orders.forEach((order) => existing.add(String(order.id)));
      // The first page is the oldest: what is newer than it may be missing from the list and there all the same.
      version ??= page.version;
    } while (page.next !== null);
    for (const key of keys) {
      this.#decide(key, existing.has(key), version);
    }
  }

  async #list(limit, after) {
    const response = await fetch(`api/orders?limit=${limit}${after === null ? '' : `&after=${after}`}`);
    if (!response.ok) {
      throw new Error(`unexpected ${response.status}`);
    }
    return parseJson(await response.text());
  }

  /** A message may have confirmed or changed the row while the answer was on its way. */
  #decide(key, exists, version) {
    const isNewer = version !== null && this.#store.version(key) > version;
    if (!this.#store.isUnconfirmed(key)) {
      return;
    }
    if (exists || isNewer) {
      this.#store.confirm(key);
    } else {
      this.#store.remove(key, null, true);
    }
  }
}
