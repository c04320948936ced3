/** A map that remembers only what was put last. */
export class Recent {
  #most;
  #values = new Map();

  constructor(most) {
    this.#most = most;
  }

  get(key) {
    return this.#values.get(key);
  }

  has(key) {
    return this.#values.has(key);
  }

  set(key, value) {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#most) {
      this.#values.delete(this.#values.keys().next().value);
    }
  }

  delete(key) {
    this.#values.delete(key);
  }
}
