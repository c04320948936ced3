// How many changes a second there are, and how long they take from the commit to this screen, over the last minute.

import { pageMillis, parseMillis } from './clock.js';
import { formatInteger } from './format.js';
import { Histogram } from './histogram.js';

export const WINDOW_S = 60;
const RATE_S = 5;
const MAX_PENDING = 10_000;
/** Cut-off fractions are spread evenly over a second, so that they add half of one on average. */
const CUT_OFF_MS = 500;
/** From so many on a mean says something in spite of the cut-off fractions: it is right to within 60 ms. */
const MIN_FOR_MEAN = 100;

/**
 * What the last minute was like. `latency`: null if nothing was measured; `p50Ms` and `p95Ms` where commit times are fine,
 * otherwise, from enough commits, `meanMs`, and `mostMs`, which hardly any exceeds. `errorMs`: how wrong they can be.
 * @typedef {{perSecond: number, latency: Latency|null, unknown: boolean}} Summary
 * @typedef {{count: number, errorMs: number, p50Ms?: number, p95Ms?: number, meanMs?: number|null, mostMs?: number}} Latency
 */
export class Meter {
  #clock;
  #openedMs = pageMillis();
  /** One slot for each second of the window and the one that runs, used in turn. */
  #slots = Array.from({ length: WINDOW_S + 1 }, () => ({ second: -1, changes: 0, latency: new Histogram() }));
  /** @type {WeakMap<object, number>} */
  #latencies = new WeakMap();
  #total = new Histogram();
  /** Arrived, not drawn yet. */
  #pending = [];
  #channel = new MessageChannel();

  /** @param {import('./clock.js').DatabaseClock} clock */
  constructor(store, clock) {
    this.#clock = clock;
    this.#channel.port1.addEventListener('message', () => {
      this.drawn(this.#pending.splice(0), pageMillis());
    });
    this.#channel.port1.start();
    store.addEventListener('event', ({ detail }) => this.#arrived(detail));
    document.addEventListener('visibilitychange', () => (this.#pending.length = 0));
  }

  /** What comes late for reasons of its own, a hidden page or a catch-up, says nothing about the way. */
  #arrived({ event, live }) {
    this.#slot(pageMillis()).changes++;
    if (!live || document.hidden || this.#pending.length === MAX_PENDING) {
      return;
    }
    if (this.#pending.push(event) === 1) {
      // The message comes when this frame has been drawn, by whatever else draws in it.
      requestAnimationFrame(() => this.#channel.port2.postMessage(null));
    }
  }

  /**
   * Counts how long events took.
   * @param {object[]} events
   * @param {number} nowMs when they were on the screen, by the page's clock
   */
  drawn(events, nowMs) {
    const { estimate, resolution } = this.#clock;
    if (estimate === null) {
      return;
    }
    const { latency } = this.#slot(nowMs);
    for (const event of events) {
      const ms = Math.max(0, nowMs + estimate.offsetMs - parseMillis(event.committed_at ?? ''));
      if (Number.isNaN(ms)) {
        continue;
      }
      latency.record(ms);
      if (resolution === 'microseconds') {
        this.#latencies.set(event, ms);
      }
    }
  }

  /** How long one event took, in milliseconds; null if that is not known. */
  latencyOf(event) {
    return this.#latencies.get(event) ?? null;
  }

  /** @returns {Summary} */
  summary(nowMs = pageMillis()) {
    this.#total.clear();
    // With the second that runs: a change shows in the words as soon as it shows in the table.
    this.#recent(nowMs + 1_000, WINDOW_S).forEach((slot) => this.#total.add(slot.latency));
    const ageS = Math.max(1, Math.min(RATE_S, Math.floor((nowMs - this.#openedMs) / 1000)));
    const changes = this.#recent(nowMs, ageS).reduce((sum, slot) => sum + slot.changes, 0);
    return { perSecond: changes / ageS, latency: this.#latency(), unknown: this.#clock.estimate === null };
  }

  #latency() {
    const total = this.#total;
    if (total.count === 0 || this.#clock.estimate === null) {
      return null;
    }
    const { count } = total;
    const { errorMs } = this.#clock.estimate;
    if (this.#clock.resolution === 'microseconds') {
      return { count, errorMs, p50Ms: total.percentile(0.5), p95Ms: total.percentile(0.95) };
    }
    // Two standard errors: one mean of twenty is further off.
    const errorOfMeanMs = errorMs + (2 * total.deviation) / Math.sqrt(count);
    const meanMs = count < MIN_FOR_MEAN ? null : Math.max(0, total.mean - CUT_OFF_MS);
    return { count, errorMs: errorOfMeanMs, meanMs, mostMs: total.percentile(0.95) };
  }

  /** The window, second by second. @returns {{changes: number, p50Ms: ?number, p95Ms: ?number}[]} */
  series(nowMs = pageMillis()) {
    const isFine = this.#clock.resolution === 'microseconds';
    return this.#recent(nowMs, WINDOW_S).map(({ changes, latency }) => ({
      changes,
      p50Ms: isFine ? latency.percentile(0.5) : null,
      p95Ms: isFine ? latency.percentile(0.95) : null,
    }));
  }

  /** The seconds that are over, the oldest first. */
  #recent(nowMs, seconds) {
    const running = Math.floor(nowMs / 1000);
    return Array.from({ length: seconds }, (_, i) => this.#slot((running - seconds + i) * 1000));
  }

  /** A second's slot, cleared of what it held a minute before. */
  #slot(ms) {
    const second = Math.floor(ms / 1000);
    const slot = this.#slots[second % this.#slots.length];
    if (slot.second !== second) {
      slot.second = second;
      slot.changes = 0;
      slot.latency.clear();
    }
    return slot;
  }
}

/** A latency in words, and what they mean. @param {Summary} summary @returns {{text: string, title: string}} */
export function describeLatency({ latency, unknown }) {
  if (unknown) {
    return { text: '', title: '' };
  }
  if (latency === null) {
    return { text: 'no change in the last minute', title: 'Latency is measured from the commit in the database to this screen.' };
  }
  const of = `Over the last minute, ${formatInteger(latency.count)} changes, from the commit to this screen. `;
  if (latency.p50Ms !== undefined) {
    return {
      text: `p50 ${formatMillis(latency.p50Ms)} · p95 ${formatMillis(latency.p95Ms)} (${formatError(latency.errorMs)})`,
      title: `${of}±: how far the database's clock may be from where this page believes it.`,
    };
  }
  const why = 'This database tells commit times in whole seconds, so that a single change is uncertain by one second';
  if (latency.meanMs === null) {
    return { text: `under ${formatSeconds(latency.mostMs)}`, title: `${of}${why}: 95 % took less than this.` };
  }
  const how = `${of}${why}; the mean of many is half a second too long, which is taken off here.`;
  return latency.meanMs <= latency.errorMs
    ? { text: `mean under ${formatMillis(latency.meanMs + latency.errorMs)}`, title: how }
    : { text: `mean about ${formatMillis(latency.meanMs)} (${formatError(latency.errorMs)})`, title: how };
}

export function formatMillis(ms) {
  if (ms >= 1_000) {
    return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  }
  return ms > 0 && ms < 1 ? '< 1 ms' : `${Math.round(ms)} ms`;
}

/** How far off something may be: never less than it is. */
function formatError(ms) {
  return `±${formatMillis(Math.max(1, Math.ceil(ms)))}`;
}

function formatSeconds(ms) {
  return `${(Math.ceil(ms / 100) / 10).toFixed(1)} s`;
}
