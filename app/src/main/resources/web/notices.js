// What went wrong with a write, until it is dismissed or something goes well; and deletions that can be taken back.

import { button, byId, element, setText } from './dom.js';
import { askForToken } from './dialogs.js';

export class Notices {
  #writes;
  #announcer;
  /** @type {Map<string, HTMLElement>} */
  #deletions = new Map();

  constructor(writes, announcer) {
    this.#writes = writes;
    this.#announcer = announcer;
    byId('notice-close').addEventListener('click', () => (byId('notice').hidden = true));
    writes.addEventListener('refused', ({ detail }) => this.#refused(detail));
    writes.addEventListener('deleting', ({ detail }) => this.#deleting(detail));
    writes.addEventListener('settled', ({ detail }) => this.#settled(detail));
  }

  #refused({ words, problem, retry }) {
    if (problem.wantsToken) {
      askForToken(retry);
    }
    setText(byId('notice-text'), words);
    byId('notice').hidden = false;
    this.#announcer.say(words);
  }

  #deleting(key) {
    byId('notice').hidden = true;
    const undo = button('', () => this.#writes.undo(key), 'Undo');
    const toast = element('div', 'toast', element('span', '', `Order ${key} will be deleted.`), undo);
    this.#deletions.set(key, toast);
    byId('toasts').append(toast);
    this.#announcer.say(`Order ${key} will be deleted. Press u to keep it.`);
  }

  /** Keeps what was last to be deleted. */
  undoLast() {
    const key = [...this.#deletions.keys()].pop();
    if (key !== undefined) {
      this.#writes.undo(key);
      this.#announcer.say(`Order ${key} is kept.`);
    }
  }

  #settled(key) {
    this.#deletions.get(key)?.remove();
    this.#deletions.delete(key);
  }
}
