// What stands around the event log: which kinds it shows, and its way out as NDJSON.

import { copyButton } from './copy.js';
import { button, element } from './dom.js';
import { ndjsonName, toNdjson } from './event.js';
import { sign } from './eventview.js';
import { saveText } from './save.js';

const OPS = ['insert', 'update', 'delete'];

/** Which kinds of events are shown: all at first. */
export class OpFilter {
  #shown = new Set(OPS);
  #onChange;
  node = element('div', 'filters');

  constructor(onChange) {
    this.#onChange = onChange;
    this.node.setAttribute('role', 'group');
    this.node.setAttribute('aria-label', 'Kinds of events');
    this.node.append(...OPS.map((op) => this.#button(op)));
  }

  /** What is of no known kind is never hidden. */
  admits({ op }) {
    return this.#shown.has(op) || !OPS.includes(op);
  }

  #button(op) {
    const toggle = () => {
      if (!this.#shown.delete(op)) {
        this.#shown.add(op);
      }
      node.setAttribute('aria-pressed', String(this.#shown.has(op)));
      this.#onChange();
    };
    const node = button(op, toggle, ...sign({ op }));
    node.setAttribute('aria-pressed', 'true');
    return node;
  }
}

/** Buttons that copy or save events as lines of JSON. @param {() => object[]} chosen gives them, the oldest first */
export function bulkButtons(chosen, announcer) {
  const exportAll = () => saveText(ndjsonName(new Date()), 'application/x-ndjson', toNdjson(chosen()));
  const save = button('export', exportAll, 'Export');
  save.setAttribute('aria-label', 'Export as NDJSON');
  save.title = 'Save these events as a file: one JSON object per line, the oldest first';
  const copy = copyButton('Copy all', 'all as NDJSON', () => toNdjson(chosen()), null, announcer);
  return element('div', 'bulk', element('span', '', 'NDJSON'), copy, save);
}
