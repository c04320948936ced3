// Writes over HTTP, shown before they are true: a row that is written is marked, until its change comes back from the binlog
// like anybody else's, or the server refuses it. No DOM.

import { write } from './api.js';
import { sameRow } from './store.js';

/** How long a deletion can be taken back. */
const UNDO_MS = 5_000;
/** How many states of a row are remembered while the answer to a write is under way. */
const MOST_SEEN = 16;

/**
 * @typedef {'saving'|'saved'|'deleting'} Pending under way; done, but its change has not come yet; to be deleted soon
 * @typedef {{patch: object, pending: Pending, result: object|null|undefined, seen: Array<object|null>, timer: number,
 *     doneAt: Date|null}} Write
 *
 * Tells: 'change' with the key of a row that has to be drawn anew; 'drafts' when the orders under way have changed;
 * 'refused' with {words, problem, retry}; 'deleting' with the key of a row that can be kept by undo(), 'settled' with a key.
 */
export class Writes extends EventTarget {
  #store;
  /** @type {Map<string, Write>} */
  #writes = new Map();
  /** @type {Array<{key: string, row: object}>} */
  #drafts = [];
  #draftCount = 0;

  constructor(store, status) {
    super();
    this.#store = store;
    store.addEventListener('event', ({ detail }) => this.#see(detail.key, detail.event.after));
    store.addEventListener('frame', ({ detail }) => this.#settleListed(detail));
    status.addEventListener('change', () => status.list.state === 'live' && this.#settleOld(status.list.askedAt));
    addEventListener('pagehide', () => this.#sendDeletions());
  }

  /** A row with what is written already, and what of it is under way. */
  overlay(key, row) {
    const draft = this.#drafts.find((candidate) => candidate.key === key);
    const pending = draft ? 'saving' : (this.#writes.get(key)?.pending ?? null);
    return { row: pending === null ? row : { ...row, ...this.#writes.get(key)?.patch }, pending };
  }

  /** Orders that are being created: {key, row}. */
  get drafts() {
    return this.#drafts;
  }

  /** @throws {RequestProblem} if the server refuses the values, for the form to show */
  async create(values) {
    const key = `draft-${++this.#draftCount}`;
    const now = new Date().toISOString();
    this.#setDrafts([{ key, row: { id: '', status: 'pending', updated_at: now, ...values } }, ...this.#drafts]);
    try {
      const row = await write('POST', 'api/orders', values);
      if (this.#store.get(String(row.id)) !== null) {
        this.#dropDraft(key);
      } else {
        // Goes when the row comes, whose key is known now.
        this.#setDrafts(this.#drafts.map((draft) => (draft.key === key ? { key: String(row.id), row } : draft)));
      }
      return row;
    } catch (problem) {
      this.#dropDraft(key);
      throw problem;
    }
  }

  /** Changes some columns; a refusal takes it back, and is told. */
  async patch(key, patch) {
    try {
      await this.change(key, patch);
    } catch (problem) {
      this.#refuse(`Order ${key} was not changed: ${problem.message}.`, problem, () => this.patch(key, patch));
    }
  }

  /** @throws {RequestProblem} if the server refuses the values, for the form to show */
  change(key, patch) {
    return this.#send(key, this.#begin(key, 'saving', patch), 'PATCH', patch);
  }

  /** Deletes the row, unless undo() comes first. */
  remove(key) {
    const entry = this.#begin(key, 'deleting', {});
    entry.timer = setTimeout(() => this.#delete(key, entry), UNDO_MS);
    this.dispatchEvent(new CustomEvent('deleting', { detail: key }));
  }

  undo(key) {
    this.#settle(key);
  }

  /** Deletes now what could still be kept. */
  #sendDeletions() {
    for (const [key, entry] of this.#writes) {
      if (entry.timer !== 0) {
        this.#delete(key, entry, true);
      }
    }
  }

  async #delete(key, entry, outlives = false) {
    clearTimeout(entry.timer);
    entry.timer = 0;
    this.dispatchEvent(new CustomEvent('settled', { detail: key }));
    try {
      await this.#send(key, entry, 'DELETE', undefined, outlives);
    } catch (problem) {
      this.#refuse(`Order ${key} was not deleted: ${problem.message}.`, problem, () => this.remove(key));
    }
  }

  #begin(key, pending, patch) {
    this.#settle(key);
    const entry = { patch, pending, result: undefined, seen: [], timer: 0, doneAt: null };
    this.#writes.set(key, entry);
    this.#changed(key);
    return entry;
  }

  async #send(key, entry, method, body, outlives = false) {
    try {
      entry.result = await write(method, `api/orders/${encodeURIComponent(key)}`, body, outlives);
    } catch (problem) {
      this.#drop(key, entry);
      throw problem;
    }
    entry.doneAt = new Date();
    const states = [...entry.seen, this.#store.get(key)];
    if (states.some((state) => sameRow(state, entry.result))) {
      this.#drop(key, entry);
    } else if (entry.pending === 'saving') {
      entry.pending = 'saved';
      this.#changed(key);
    }
  }

  #refuse(words, problem, retry) {
    this.dispatchEvent(new CustomEvent('refused', { detail: { words, problem, retry } }));
  }

  /** A change of the row has come back from the binlog. */
  #see(key, after) {
    const entry = this.#writes.get(key);
    if (entry === undefined) {
      return;
    }
    if (entry.result === undefined) {
      entry.seen = [...entry.seen, after].slice(-MOST_SEEN);
    }
    const isGone = after === null;
    if (isGone || (entry.result !== undefined && sameRow(after, entry.result))) {
      this.#settle(key);
    }
  }

  #settleListed(changes) {
    const isListed = ({ key }) => changes.has(key) && this.#store.get(key) !== null;
    if (this.#drafts.some(isListed)) {
      this.#setDrafts(this.#drafts.filter((draft) => !isListed(draft)));
    }
  }

  /** A list that was asked for later than a write was answered has the write. */
  #settleOld(listedAt) {
    for (const [key, entry] of this.#writes) {
      if (entry.doneAt !== null && entry.doneAt < listedAt) {
        this.#settle(key);
      }
    }
  }

  #settle(key) {
    const entry = this.#writes.get(key);
    if (entry !== undefined) {
      this.#drop(key, entry);
    }
  }

  #drop(key, entry) {
    clearTimeout(entry.timer);
    if (this.#writes.get(key) === entry) {
      this.#writes.delete(key);
      this.#changed(key);
      this.dispatchEvent(new CustomEvent('settled', { detail: key }));
    }
  }

  #dropDraft(key) {
    this.#setDrafts(this.#drafts.filter((draft) => draft.key !== key));
  }

  #setDrafts(drafts) {
    this.#drafts = drafts;
    this.dispatchEvent(new Event('drafts'));
  }

  #changed(key) {
    this.dispatchEvent(new CustomEvent('change', { detail: key }));
  }
}
