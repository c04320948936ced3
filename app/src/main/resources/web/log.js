// The last events, newest first, each with its topic.

import { byId, element, setText } from './dom.js';
import { formatClock, formatFull } from './format.js';

const GLYPHS = { insert: '+', update: '~', delete: '−' };
const NAMES = { insert: 'inserted', update: 'updated', delete: 'deleted' };

export class LogView {
  #store;
  #list = byId('log');
  #frame = 0;
  #newest = null;

  constructor(store) {
    this.#store = store;
    store.addEventListener('event', () => {
      this.#frame ||= requestAnimationFrame(() => this.#draw());
    });
  }

  #draw() {
    this.#frame = 0;
    const last = this.#store.log.indexOf(this.#newest);
    const fresh = last < 0 ? this.#store.log : this.#store.log.slice(0, last);
    this.#list.prepend(...fresh.map(item));
    while (this.#list.childElementCount > this.#store.log.length) {
      this.#list.lastElementChild.remove();
    }
    this.#newest = this.#store.log[0];
    byId('log-empty').hidden = true;
  }
}

function item({ event, topic, at }) {
  const time = element('time', '', formatClock(at));
  time.dateTime = at.toISOString();
  time.title = event.committed_at ? `committed ${formatFull(event.committed_at)}` : '';
  const glyph = element('span', 'glyph');
  setText(glyph, GLYPHS[event.op] ?? '?');
  glyph.setAttribute('aria-hidden', 'true');
  return element(
    'li',
    event.op in NAMES ? event.op : 'unknown',
    glyph,
    element('code', '', topic),
    time,
    element('span', 'what', describe(event)),
  );
}

function describe({ op, before, after }) {
  if (op !== 'update' || !before || !after) {
    const row = after ?? before ?? {};
    return [row.customer_name, row.product_name].filter(Boolean).join(', ');
  }
  const changed = Object.keys(after).filter((name) => name !== 'updated_at' && before[name] !== after[name]);
  return changed.map((name) => `${name} ${before[name]} → ${after[name]}`).join(', ') || 'nothing but its time';
}
