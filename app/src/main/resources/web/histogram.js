// How long many things took, in little memory: buckets whose bounds grow by a fixed ratio, so that each answer is right to
// within half of it.

const RATIO = 1.04;
const LEAST_MS = 0.5;
const MOST_MS = 600_000;
const STEP = Math.log(RATIO);
const BUCKETS = Math.ceil(Math.log(MOST_MS / LEAST_MS) / STEP) + 1;

export class Histogram {
  #buckets = new Uint32Array(BUCKETS);
  #count = 0;
  #sum = 0;
  #squares = 0;

  get count() {
    return this.#count;
  }

  get mean() {
    return this.#sum / this.#count;
  }

  /** How far values are from the mean, typically (standard deviation). */
  get deviation() {
    return Math.sqrt(Math.max(0, this.#squares / this.#count - this.mean ** 2));
  }

  /** @param {number} ms not negative; beyond ten minutes it counts as ten minutes */
  record(ms) {
    const index = ms <= LEAST_MS ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log(ms / LEAST_MS) / STEP));
    this.#buckets[index]++;
    this.#count++;
    this.#sum += ms;
    this.#squares += ms * ms;
  }

  add(other) {
    for (let i = 0; i < BUCKETS; i++) {
      this.#buckets[i] += other.#buckets[i];
    }
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#squares += other.#squares;
  }

  clear() {
    this.#buckets.fill(0);
    this.#count = 0;
    this.#sum = 0;
    this.#squares = 0;
  }

  /**
   * The least value that this share of all values does not exceed, to within 2 %.
   * @param {number} share from 0 to 1
   * @returns {number|null} milliseconds; null if there are no values
   */
  percentile(share) {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.#buckets[i];
      if (seen >= rank) {
        return i === 0 ? 0 : LEAST_MS * RATIO ** (i - 0.5);
      }
    }
    return null;
  }
}
