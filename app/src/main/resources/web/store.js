// What the page knows: the rows, the two connections. No DOM, no network.
//
// Truth is the retained state; an event of a newer version than the row's is as good. Versions are strings whose order is
// the order of changes, so a message that comes late never overwrites a newer one.

const BURIED_SIZE = 2000;

/**
 * @typedef {{key: string, row: object, version: string|null, generation: number, shown: string|null}} Entry
 * @typedef {{kind: 'put'|'gone', key: string, before: object|null, after: object|null, live: boolean}} Change
 */
export class Store extends EventTarget {
  /** The broker: 'connecting', 'live' or 'lost'; since when; when it is tried again. */
  broker = { state: 'connecting', since: new Date(), everLive: false, retryAt: null, reason: null };
  /** MySQL's feed as Rowcast tells it; `online` is null until it does. `heard`: on this connection. */
  feed = { online: null, info: null, since: null, heard: false };
  /** Whether all retained states of this connection have arrived, as far as one can tell. */
  settled = false;
  /** When a row last changed, by this machine's clock. */
  lastChange = null;

  /** @type {Map<string, Entry>} */
  #rows = new Map();
  #order = new Order();
  #counts = new Map();
  /** Versions of rows that are gone, so that a late message does not bring them back. */
  #buried = new Map();
  #generation = 0;

  get size() {
    return this.#rows.size;
  }

  get(key) {
    return this.#rows.get(key)?.row ?? null;
  }

  count(status) {
    return this.#counts.get(status) ?? 0;
  }

  /** The keys of the newest rows, newest first. */
  newest(limit) {
    return this.#order.first(limit);
  }

  /** A connection stands: from now on each row must be confirmed anew. */
  beginGeneration() {
    this.#generation++;
    this.settled = false;
  }

  get generation() {
    return this.#generation;
  }

  setSettled() {
    this.settled = true;
    this.#notify('status');
  }

  setBroker(state, more = {}) {
    const same = state === this.broker.state;
    this.broker = {
      state,
      since: same ? this.broker.since : new Date(),
      everLive: this.broker.everLive || state === 'live',
      retryAt: more.retryAt ?? null,
      reason: more.reason ?? null,
    };
    // Not on the way to live: a broker may deliver retained messages before it acknowledges the subscription.
    if (state !== 'live') {
      this.feed = { ...this.feed, heard: false };
    }
    this.#notify('status');
  }

  setOnline(online) {
    const same = online === this.feed.online;
    this.feed = { ...this.feed, online, heard: true, since: same ? this.feed.since : new Date() };
    this.#notify('status');
  }

  setInfo(info) {
    const same = info?.phase === this.feed.info?.phase;
    this.feed = { ...this.feed, info, since: same ? this.feed.since : new Date() };
    this.#notify('status');
  }

  /**
   * A row's state; null: there is no such row.
   * @param {boolean} live it has just changed, as opposed to: it is told to a newcomer
   */
  applyState(key, row, version, live) {
    const entry = this.#rows.get(key);
    const known = entry?.version ?? this.#buried.get(key) ?? null;
    if (version !== null && known !== null && version < known) {
      return;
    }
    if (row === null) {
      this.remove(key, version ?? known, live);
      return;
    }
    this.#put(key, row, version ?? known, live);
  }

  /** An event, already checked to have op, before and after; `text` is its JSON as received. */
  applyEvent(key, event, topic, text) {
    const live = this.feed.online === true && (this.feed.info?.phase ?? 'streaming') === 'streaming';
    this.dispatchEvent(new CustomEvent('event', { detail: { key, topic, event, text, at: new Date(), live } }));
    const entry = this.#rows.get(key);
    const known = entry?.version ?? this.#buried.get(key) ?? null;
    if (known === null || event.version > known) {
      this.applyState(key, event.after, event.version, true);
    } else if (entry && entry.version === event.version && entry.shown !== event.version && event.before) {
      // The state came to us as to a newcomer; only the event says what changed.
      entry.shown = event.version;
      this.#change('put', key, event.before, entry.row, true);
    }
  }

  remove(key, version, live) {
    const entry = this.#rows.get(key);
    if (version !== null && version !== undefined) {
      this.#bury(key, version);
    }
    if (!entry) {
      return;
    }
    this.#rows.delete(key);
    this.#order.remove(key);
    this.#add(entry.row.status, -1);
    this.#change('gone', key, entry.row, null, live);
  }

  /** The keys of rows that this connection has not delivered. */
  unconfirmed() {
    const keys = [];
    for (const entry of this.#rows.values()) {
      if (entry.generation < this.#generation) {
        keys.push(entry.key);
      }
    }
    return keys;
  }

  isUnconfirmed(key) {
    const entry = this.#rows.get(key);
    return entry !== undefined && entry.generation < this.#generation;
  }

  version(key) {
    return this.#rows.get(key)?.version ?? null;
  }

  confirm(key) {
    const entry = this.#rows.get(key);
    if (entry) {
      entry.generation = this.#generation;
    }
  }

  #put(key, row, version, live) {
    const entry = this.#rows.get(key);
    const before = entry?.row ?? null;
    const shown = live ? version : (entry?.shown ?? null);
    this.#rows.set(key, { key, row, version, generation: this.#generation, shown });
    this.#buried.delete(key);
    if (entry) {
      this.#add(before.status, -1);
    } else {
      this.#order.add(key);
    }
    this.#add(row.status, 1);
    // A row that changed while we were away is shown as changed too.
    this.#change('put', key, before, row, live || before !== null);
  }

  #bury(key, version) {
    this.#buried.delete(key);
    this.#buried.set(key, version);
    if (this.#buried.size > BURIED_SIZE) {
      this.#buried.delete(this.#buried.keys().next().value);
    }
  }

  #add(status, by) {
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + by);
  }

  #change(kind, key, before, after, live) {
    if (live) {
      this.lastChange = new Date();
    }
    this.dispatchEvent(new CustomEvent('change', { detail: { kind, key, before, after, live } }));
  }

  #notify(type) {
    this.dispatchEvent(new Event(type));
  }
}

/** Keys in order, newest first; sorts only when asked, so that a flood of rows costs one sort. */
class Order {
  #sorted = [];
  #added = new Set();
  #removed = new Set();

  add(key) {
    if (!this.#removed.delete(key)) {
      this.#added.add(key);
    }
  }

  remove(key) {
    if (!this.#added.delete(key)) {
      this.#removed.add(key);
    }
  }

  first(limit) {
    if (this.#removed.size > 0) {
      this.#sorted = this.#sorted.filter((key) => !this.#removed.has(key));
      this.#removed.clear();
    }
    if (this.#added.size > 0) {
      this.#sorted = merge(this.#sorted, [...this.#added].sort(newestFirst));
      this.#added.clear();
    }
    return this.#sorted.slice(0, limit);
  }
}

function merge(left, right) {
  const merged = [];
  let i = 0;
  for (const key of right) {
    while (i < left.length && newestFirst(left[i], key) <= 0) {
      merged.push(left[i++]);
    }
    merged.push(key);
  }
  while (i < left.length) {
    merged.push(left[i++]);
  }
  return merged;
}

/** Keys are integers of up to 20 digits, as text: beyond what a JavaScript number holds. */
function newestFirst(left, right) {
  if (left.length !== right.length) {
    return right.length - left.length;
  }
  return left < right ? 1 : left > right ? -1 : 0;
}
