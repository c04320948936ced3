// How far this machine's clock is from the database's, as NTP finds it: the server's time belongs to some moment between the
// request and the answer, so the middle is wrong by half of the round trip at most.

import { parseJson } from './format.js';

const SAMPLES = 5;
const EVERY_MS = 60_000;
const TIMEOUT_MS = 5_000;
const TICK_MS = 5_000;
/** Timers that come this late: the machine slept, and its clocks may have gone on without the page's. */
const SLEPT_MS = 20_000;
/** Quartz drifts by some 50 millionths, 15 ms in this time. */
const KEPT_MS = 300_000;

/**
 * `offsetMs` is to be added to this machine's time; it is wrong by at most `errorMs`.
 * @typedef {{offsetMs: number, errorMs: number}} Estimate
 * @typedef {{sentMs: number, serverMs: number, receivedMs: number}} Sample
 */

/** The page's clock: milliseconds since 1970, finer than Date and never set back. */
export function pageMillis() {
  return performance.timeOrigin + performance.now();
}

/** Milliseconds since 1970 of an ISO time with up to nine digits behind the second; NaN if it is none. */
export function parseMillis(text) {
  const digits = /\.(\d+)/.exec(text)?.[1] ?? '';
  return Date.parse(text.replace(/\.\d+/, '')) + (digits === '' ? 0 : Number(`0.${digits}`) * 1000);
}

/** @param {Sample} sample @returns {Estimate} */
export function estimate({ sentMs, serverMs, receivedMs }) {
  return { offsetMs: serverMs - (sentMs + receivedMs) / 2, errorMs: (receivedMs - sentMs) / 2 };
}

/** The estimate of the sample with the shortest round trip. @param {Sample[]} samples at least one */
export function best(samples) {
  return samples.map(estimate).reduce((left, right) => (right.errorMs < left.errorMs ? right : left));
}

export class DatabaseClock {
  /** @type {Estimate|null} null while it is not known */
  estimate = null;
  /** How fine commit times are: 'microseconds' or 'seconds'; null while it is not known. */
  resolution = null;

  #path;
  #isMissing = false;
  #isAsking = false;
  #askedMs = -Infinity;
  #estimatedMs = -Infinity;

  /** @param {string} path where the server tells the database's time */
  constructor(path = 'api/clock') {
    this.#path = path;
  }

  start() {
    let tickedMs = Date.now();
    setInterval(() => {
      const nowMs = Date.now();
      if (Math.abs(nowMs - tickedMs - TICK_MS) > SLEPT_MS && !document.hidden) {
        this.estimate = null;
        this.#askedMs = -Infinity;
      }
      tickedMs = nowMs;
      this.#keepUp();
    }, TICK_MS);
    document.addEventListener('visibilitychange', () => this.#keepUp());
    this.#keepUp();
  }

  /** Asks if it is time to; nobody looks at a hidden page. */
  #keepUp() {
    if (performance.now() - this.#estimatedMs > KEPT_MS) {
      this.estimate = null;
    }
    if (!document.hidden && !this.#isMissing && !this.#isAsking && performance.now() - this.#askedMs >= EVERY_MS) {
      this.ask();
    }
  }

  /** Asks several times in a row; what is known stays if there is no answer. */
  async ask() {
    this.#isAsking = true;
    this.#askedMs = performance.now();
    try {
      const samples = [];
      for (let i = 0; i < SAMPLES; i++) {
        samples.push(await this.#sample());
      }
      this.estimate = best(samples);
      this.#estimatedMs = performance.now();
    } catch {
      // The server or its database is away, which the page's signals say; it is asked again in a minute.
    } finally {
      this.#isAsking = false;
    }
  }

  async #sample() {
    const sentMs = pageMillis();
    const response = await fetch(this.#path, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const receivedMs = pageMillis();
    // Browsers log each request that is refused: a server that has no such answer is not asked again.
    this.#isMissing = response.status === 404;
    if (!response.ok) {
      throw new Error(`unexpected ${response.status}`);
    }
    const { now, commit_time_resolution: resolution } = parseJson(await response.text());
    const serverMs = parseMillis(now);
    if (Number.isNaN(serverMs)) {
      throw new Error(`no time: ${now}`);
    }
    this.resolution = resolution === 'seconds' ? 'seconds' : 'microseconds';
    return { sentMs, serverMs, receivedMs };
  }
}
