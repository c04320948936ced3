// The page's one live region: polite, and never so fast that nobody can follow.

import { byId } from './dom.js';
import { formatInteger } from './format.js';

const BREATH_MS = 1_500;
const CHANGES_EVERY_MS = 15_000;

export class Announcer {
  #queue = [];
  #timer = 0;
  #changes = 0;

  constructor(store) {
    store.addEventListener('event', ({ detail }) => {
      this.#changes += detail.live ? 1 : 0;
    });
    setInterval(() => this.#sayChanges(), CHANGES_EVERY_MS);
  }

  say(text) {
    this.#queue = [...this.#queue.slice(-2), text];
    if (this.#timer === 0) {
      this.#next();
    }
  }

  #next() {
    const text = this.#queue.shift();
    if (text === undefined) {
      this.#timer = 0;
      return;
    }
    byId('live').textContent = text;
    this.#timer = setTimeout(() => this.#next(), BREATH_MS);
  }

  #sayChanges() {
    if (this.#changes > 0) {
      this.say(this.#changes === 1 ? 'One order changed.' : `${formatInteger(this.#changes)} changes of orders.`);
      this.#changes = 0;
    }
  }
}
