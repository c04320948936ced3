// The events of one row, newest first, each once, whatever the order they come in.

import { Recent } from './recent.js';

const MAX_EVENTS = 200;
const MAX_TIMELINES = 20;

export class Timeline {
  /** @type {import('./event.js').Told[]} */
  #entries = [];

  /** Whether the event is new here; the oldest beyond the bound are dropped. */
  add(entry) {
    const { version } = entry.event;
    // What is live comes in order, so that this loop ends at once.
    let index = 0;
    while (index < this.#entries.length && this.#entries[index].event.version > version) {
      index++;
    }
    if (index === MAX_EVENTS || this.#entries[index]?.event.version === version) {
      return false;
    }
    this.#entries.splice(index, 0, entry);
    this.#entries.length = Math.min(this.#entries.length, MAX_EVENTS);
    return true;
  }

  get newest() {
    return this.#entries[0] ?? null;
  }

  get entries() {
    return this.#entries;
  }
}

/** The timelines of the rows that were followed last: they go on while another row is looked at. */
export class Timelines {
  /** @type {Recent} timelines by key */
  #byKey = new Recent(MAX_TIMELINES);

  /** The row's timeline, which becomes the last one to be dropped; a new one begins with the given events. */
  follow(key, seen) {
    let timeline = this.#byKey.get(key);
    if (!timeline) {
      timeline = new Timeline();
      for (const entry of seen) {
        timeline.add(entry);
      }
    }
    this.#byKey.set(key, timeline);
    return timeline;
  }

  add(entry) {
    this.#byKey.get(entry.key)?.add(entry);
  }
}
