// The rows, as far as they are known. No DOM, no network.
//
// Versions are strings whose order is the order of changes, so an event that comes late or twice never overwrites what is
// newer. What changes is collected, and told once per animation frame: several changes of a row become one. Without frames
// (a hidden tab, or a pause) it stays collected, bounded by the number of rows.

import { Recent } from './recent.js';

/** Versions of rows that are gone, so that a late event does not bring them back. */
const BURIED = 10_000;
/** Versions of events that were heard, so that none is told twice. */
const HEARD = 10_000;

/**
 * @typedef {{row: object, version: string, generation: number}} Entry
 * @typedef {{key: string, before: object|null, after: object|null, live: boolean}} Change `before` as last told;
 *     `live`: somebody has just changed it, or had while this page was away
 *
 * Tells: 'frame' with a map of changes by key; 'event' with {key, topic, event, text, live, at}, each event once.
 */
export class Store extends EventTarget {
  /** When a row last changed, by this machine's clock. */
  lastChange = null;

  /** @type {Map<string, Entry>} */
  #rows = new Map();
  #counts = new Map();
  #buried = new Recent(BURIED);
  #heard = new Recent(HEARD);
  #generation = 0;
  /** @type {Map<string, Change>} */
  #changes = new Map();
  #isScheduled = false;
  #isPaused = false;

  get size() {
    return this.#rows.size;
  }

  /** The row as it is now; null: there is none. */
  get(key) {
    return this.#rows.get(key)?.row ?? null;
  }

  /** The row as it was last told, which is what the screen shows. */
  told(key) {
    const change = this.#changes.get(key);
    return change ? change.before : this.get(key);
  }

  /** The keys of all rows that were told, in no order. */
  toldKeys() {
    const keys = [...this.#rows.keys()].filter((key) => this.told(key) !== null);
    const gone = [...this.#changes.values()].filter(({ before, after }) => before !== null && after === null);
    return [...keys, ...gone.map(({ key }) => key)];
  }

  count(status) {
    return this.#counts.get(status) ?? 0;
  }

  get isPaused() {
    return this.#isPaused;
  }

  /** How many rows have changed since they were last told. */
  get waiting() {
    return this.#changes.size;
  }

  pause() {
    this.#isPaused = true;
  }

  resume() {
    this.#isPaused = false;
    this.#schedule();
  }

  /** Tells now what is collected. */
  flush() {
    this.#isScheduled = false;
    if (this.#isPaused || this.#changes.size === 0) {
      return;
    }
    const changes = this.#changes;
    this.#changes = new Map();
    this.dispatchEvent(new CustomEvent('frame', { detail: changes }));
  }

  /** From now on each row has to be confirmed anew, by a list or an event. */
  beginGeneration() {
    this.#generation++;
  }

  /** The rows that nothing has confirmed are gone. */
  endGeneration() {
    for (const [key, entry] of this.#rows) {
      if (entry.generation < this.#generation) {
        this.#remove(key, entry.version, true);
      }
    }
  }

  /**
   * An event was heard, whether or not it changes what is known of its row. It is told once, however often it is heard.
   * @param told {key, topic, event, text, live}: `text` its JSON as received; `live` that it came as it happened
   */
  hear(told) {
    const { version } = told.event;
    if (!this.#heard.has(version)) {
      this.#heard.set(version, true);
      this.dispatchEvent(new CustomEvent('event', { detail: { ...told, at: new Date() } }));
    }
  }

  /**
   * A row as an event leaves it, or a retained message has it; null: deleted.
   * @param {boolean} live it has just changed
   */
  apply(key, row, version, live = true) {
    const known = this.#rows.get(key)?.version ?? this.#buried.get(key);
    if (known !== undefined && version <= known) {
      return;
    }
    if (row === null) {
      this.#remove(key, version, live);
    } else {
      this.#put(key, row, version, live);
    }
  }

  /**
   * A row as a list has it, whatever was known before.
   * @param {string|null} version every change up to it is in the row; null: the list can not say
   */
  list(key, row, version) {
    const entry = this.#rows.get(key);
    const itsVersion = version ?? entry?.version ?? '';
    if (entry && sameRow(entry.row, row)) {
      entry.version = itsVersion;
      entry.generation = this.#generation;
    } else {
      this.#put(key, row, itsVersion, entry !== undefined);
    }
  }

  /** The row as it is known includes the change of this version. */
  adopt(key, version) {
    const entry = this.#rows.get(key);
    if (!entry) {
      this.#buried.set(key, version);
    } else if (version > entry.version) {
      entry.version = version;
    }
  }

  #put(key, row, version, live) {
    const before = this.get(key);
    this.#rows.set(key, { row, version, generation: this.#generation });
    this.#buried.delete(key);
    if (before !== null) {
      this.#add(before.status, -1);
    }
    this.#add(row.status, 1);
    this.#collect(key, before, row, live);
  }

  #remove(key, version, live) {
    const before = this.get(key);
    this.#buried.set(key, version);
    if (before !== null) {
      this.#rows.delete(key);
      this.#add(before.status, -1);
      this.#collect(key, before, null, live);
    }
  }

  #add(status, by) {
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + by);
  }

  #collect(key, before, after, live) {
    const first = this.#changes.get(key);
    const change = { key, before: first ? first.before : before, after, live: live || (first?.live ?? false) };
    if (change.before === null && after === null) {
      this.#changes.delete(key);
    } else {
      this.#changes.set(key, change);
    }
    if (live) {
      this.lastChange = new Date();
    }
    this.#schedule();
  }

  #schedule() {
    if (!this.#isScheduled && !this.#isPaused) {
      this.#isScheduled = true;
      requestAnimationFrame(() => this.flush());
    }
  }
}

/** Whether two rows have the same columns with the same values. */
export function sameRow(left, right) {
  if (left === right) {
    return true;
  }
  if (left === null || right === null) {
    return false;
  }
  const names = Object.keys(left);
  return names.length === Object.keys(right).length
    && names.every((name) => sameValue(left[name], right[name]));
}

/** Whether two values of a column are the same; those of JSON, SET and the like are compared as text. */
export function sameValue(left, right) {
  if (left === right) {
    return true;
  }
  return left !== null && typeof left === 'object' && JSON.stringify(left) === JSON.stringify(right);
}
