// The last so many things, in order; what is older makes room.

export class Ring {
  #slots = [];
  #capacity;
  /** How many were ever pushed. */
  #total = 0;

  /** @param {number} capacity how many are kept, at least 1 */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  get size() {
    return this.#slots.length;
  }

  push(item) {
    this.#slots[this.#total % this.#capacity] = item;
    this.#total++;
  }

  clear() {
    this.#slots = [];
    this.#total = 0;
  }

  get oldest() {
    return this.#slots.length < this.#capacity ? this.#slots[0] : this.#slots[this.#total % this.#capacity];
  }

  /** From the newest to the oldest. */
  *newestFirst() {
    for (let i = 1; i <= this.#slots.length; i++) {
      yield this.#slots[(this.#total - i) % this.#capacity];
    }
  }

  /** From the oldest to the newest. */
  *oldestFirst() {
    for (let i = this.#slots.length; i > 0; i--) {
      yield this.#slots[(this.#total - i) % this.#capacity];
    }
  }
}
