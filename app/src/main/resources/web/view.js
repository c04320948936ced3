// Which rows are shown, and in which order: search, filters, sort. No DOM.
//
// `shown` follows the store frame by frame, unless it is held: while somebody reads further down, or points at a row, no row
// jumps. What would have moved waits, counted, until the view is let go. A deleted row keeps its place for a moment.

import { STATUSES } from './format.js';
import { compareKeys } from './keys.js';

const LEAVE_MS = 1_100;
/** When more go at once, all go at once. */
const MOST_LEAVING = 200;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const byText = (column) => (left, right) => collator.compare(String(left[column] ?? ''), String(right[column] ?? ''));
const byNumber = (column) => (left, right) => Number(left[column]) - Number(right[column]);
const byOrder = (column) => (left, right) => compareText(String(left[column] ?? ''), String(right[column] ?? ''));

/** How rows compare by each column that they can be sorted by; by key where there is none. */
const COMPARE = {
  customer_name: byText('customer_name'),
  product_name: byText('product_name'),
  quantity: byNumber('quantity'),
  total: byNumber('total'),
  status: (left, right) => STATUSES.indexOf(left.status) - STATUSES.indexOf(right.status),
  updated_at: byOrder('updated_at'),
};

export const SORTABLE = ['id', ...Object.keys(COMPARE)];

/** @typedef {{text: string, statuses: string[], sort: string, descending: boolean}} Query */
/** @type {Query} */
export const EVERYTHING = Object.freeze({ text: '', statuses: [], sort: 'id', descending: true });

/** Tells: 'change' when what is shown has changed. */
export class View extends EventTarget {
  #store;
  /** @type {Query} */
  #query = EVERYTHING;
  /** The words of the query's text, in lower case. */
  #words = [];
  /** All keys that the query selects, in its order. */
  #keys = [];
  /** The keys as they were when the view was held; null if it is not. */
  #held = null;
  #heldSet = new Set();
  /** Of #keys, those that #held lacks. */
  #fresh = new Set();
  #hasMoved = false;
  /** @type {Map<string, object>} rows that are gone, and keep their place for a moment */
  #leaving = new Map();
  /** @type {Array<{key: string, row: object}>} rows that the table does not have yet */
  #drafts = [];

  constructor(store) {
    super();
    this.#store = store;
    store.addEventListener('frame', ({ detail }) => this.#apply(detail));
  }

  get query() {
    return this.#query;
  }

  /** The keys to show, from top to bottom. */
  get shown() {
    const keys = this.#held ?? this.#keys;
    return this.#drafts.length === 0 ? keys : [...this.#drafts.map(({ key }) => key), ...keys];
  }

  /** How many rows the query selects. */
  get size() {
    return this.#keys.length - this.#leaving.size;
  }

  /** What to show in a row's place; null: nothing any more. */
  row(key) {
    return this.#leaving.get(key) ?? this.#drafts.find((draft) => draft.key === key)?.row ?? this.#store.told(key);
  }

  isLeaving(key) {
    return this.#leaving.has(key);
  }

  /** How many rows have come while the view was held. */
  get fresh() {
    return this.#fresh.size;
  }

  /** Whether rows have changed their places while the view was held. */
  get hasMoved() {
    return this.#hasMoved;
  }

  /** @param {Query} query */
  select(query) {
    this.#store.flush();
    this.#query = query;
    this.#words = query.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    this.#leaving.clear();
    this.#keys = this.#store.toldKeys().filter((key) => this.#matches(this.#store.told(key))).sort(this.#order());
    this.#held = null;
    this.#forgetWaiting();
    this.#tell();
  }

  hold() {
    if (this.#held === null) {
      this.#held = [...this.#keys];
      this.#heldSet = new Set(this.#held);
    }
  }

  release() {
    if (this.#held !== null) {
      this.#held = null;
      this.#forgetWaiting();
      this.#tell();
    }
  }

  /** Rows that somebody here is creating; they stand on top. */
  setDrafts(drafts) {
    this.#drafts = drafts;
    this.#tell();
  }

  #forgetWaiting() {
    this.#heldSet.clear();
    this.#fresh.clear();
    this.#hasMoved = false;
  }

  #matches(row) {
    if (row === null) {
      return false;
    }
    const { statuses } = this.#query;
    return (statuses.length === 0 || statuses.includes(String(row.status))) && hasWords(row, this.#words);
  }

  #order() {
    const { sort, descending } = this.#query;
    const compare = COMPARE[sort];
    const sign = descending ? -1 : 1;
    if (!compare) {
      return (left, right) => sign * compareKeys(left, right);
    }
    // Newer ones first among equals.
    return (left, right) => sign * compare(this.row(left), this.row(right)) || compareKeys(right, left);
  }

  #apply(changes) {
    const compare = COMPARE[this.#query.sort];
    const out = new Set();
    const into = [];
    for (const { key, before, after } of changes.values()) {
      const was = this.#matches(before);
      const is = this.#matches(after);
      const wasLeaving = this.#leaving.delete(key);
      const moves = was && is && compare !== undefined && compare(before, after) !== 0;
      if (was && after === null && this.#leaving.size < MOST_LEAVING) {
        this.#leave(key, before);
        continue;
      }
      if (wasLeaving || (was && !is) || moves) {
        out.add(key);
      }
      if (is && (wasLeaving || !was || moves)) {
        into.push(key);
      }
      this.#hasMoved ||= moves && this.#held !== null;
    }
    this.#replace(out, into);
    this.#tell();
  }

  #leave(key, row) {
    this.#leaving.set(key, row);
    setTimeout(() => {
      if (this.#leaving.get(key) === row) {
        this.#leaving.delete(key);
        this.#replace(new Set([key]), []);
        this.#tell();
      }
    }, LEAVE_MS);
  }

  #replace(out, into) {
    if (out.size > 0) {
      const stays = (key) => !out.has(key);
      this.#keys = this.#keys.filter(stays);
      // A row that only moves keeps its place in a view that is held.
      const moving = new Set(into);
      const gone = new Set([...out].filter((key) => !moving.has(key)));
      this.#held = this.#held?.filter((key) => !gone.has(key)) ?? null;
      for (const key of gone) {
        this.#heldSet.delete(key);
        this.#fresh.delete(key);
      }
    }
    if (into.length > 0) {
      into.filter((key) => this.#held !== null && !this.#heldSet.has(key)).forEach((key) => this.#fresh.add(key));
      const order = this.#order();
      this.#keys = merge(this.#keys, into.sort(order), order);
    }
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Two sorted lists as one: the places of the few are searched in the many. */
function merge(many, few, compare) {
  if (few.length > many.length / 8) {
    return [...many, ...few].sort(compare);
  }
  const merged = [];
  let from = 0;
  for (const key of few) {
    const place = search(many, key, compare, from);
    for (let i = from; i < place; i++) {
      merged.push(many[i]);
    }
    merged.push(key);
    from = place;
  }
  for (let i = from; i < many.length; i++) {
    merged.push(many[i]);
  }
  return merged;
}

function search(keys, key, compare, from) {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(keys[middle], key) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Every word has to be in one of the columns that people search. */
function hasWords(row, words) {
  if (words.length === 0) {
    return true;
  }
  const content = `${row.id} ${row.customer_name} ${row.product_name} ${row.status}`.toLowerCase();
  return words.every((word) => content.includes(word));
}

function compareText(left, right) {
  return left < right ? -1 : left > right ? 1 : 0;
}
