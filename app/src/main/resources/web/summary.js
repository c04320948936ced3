// How many orders there are of each status.

import { byId, element, setText, statusIcon, STATUSES } from './dom.js';
import { formatInteger, formatStatus } from './format.js';

export class Summary {
  #store;
  #frame = 0;
  #counts = new Map();
  #shares = new Map();
  #total = element('b');

  constructor(store) {
    this.#store = store;
    byId('counts').append(element('li', 'all', this.#total, 'in all'));
    for (const status of STATUSES) {
      const count = element('b');
      const item = element('li', status, statusIcon(status), count, formatStatus(status).toLowerCase());
      item.dataset.status = status;
      byId('counts').append(item);
      this.#counts.set(status, count);
      const share = element('span', status);
      byId('share').append(share);
      this.#shares.set(status, share);
    }
    store.addEventListener('change', () => {
      this.#frame ||= requestAnimationFrame(() => this.#draw());
    });
    this.#draw();
  }

  #draw() {
    this.#frame = 0;
    setText(this.#total, formatInteger(this.#store.size));
    for (const status of STATUSES) {
      setText(this.#counts.get(status), formatInteger(this.#store.count(status)));
      this.#shares.get(status).style.flexGrow = this.#store.count(status);
    }
  }
}
