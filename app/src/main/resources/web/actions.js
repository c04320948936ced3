// The buttons of each row, where writing is allowed.

import { pendingSign } from './cells.js';
import { button, byId, element, icon } from './dom.js';

const NEXT_STATUS = { pending: ['shipped', 'Ship'], shipped: ['delivered', 'Deliver'] };
const PENDING_WORDS = { saving: 'saving…', saved: 'saved, not yet heard of', deleting: 'deleting…' };

export class RowActions extends EventTarget {
  #store;
  #writes;
  #onEdit;

  /** @param onEdit called with the key of an order that somebody wants to edit */
  constructor(store, writes, onEdit) {
    super();
    this.#store = store;
    this.#writes = writes;
    this.#onEdit = onEdit;
    byId('actions-head').hidden = false;
    byId('table').classList.add('writable');
    writes.addEventListener('change', ({ detail }) => this.dispatchEvent(new CustomEvent('change', { detail })));
  }

  overlay(key, row) {
    return this.#writes.overlay(key, row);
  }

  /** Moves an order on: ships or delivers it. */
  step(key) {
    const row = this.#store.get(key);
    const next = NEXT_STATUS[this.overlay(key, row).row?.status];
    if (next) {
      this.#writes.patch(key, { status: next[0] });
    }
  }

  edit(key) {
    this.#onEdit(key);
  }

  remove(key) {
    this.#writes.remove(key);
  }

  createCell(key) {
    const cell = element('td', 'actions');
    cell.setAttribute('role', 'cell');
    cell.append(
      pendingSign(''),
      textButton('step', '', () => this.step(key)),
      iconButton('edit', 'Edit', `Edit order ${key}`, () => this.edit(key)),
      iconButton('delete', 'Delete', `Delete order ${key}`, () => this.remove(key)),
      textButton('undo', `Keep order ${key}`, () => this.#writes.undo(key)),
    );
    cell.lastChild.textContent = 'Undo';
    return cell;
  }

  updateCell(cell, key, row, pending) {
    const [next, label] = NEXT_STATUS[row.status] ?? ['', ''];
    const [sign, step, edit, remove, undo] = cell.children;
    step.hidden = next === '' || pending === 'deleting';
    step.textContent = label;
    step.setAttribute('aria-label', `${label} order ${key}`);
    edit.hidden = pending === 'deleting';
    remove.hidden = pending === 'deleting';
    undo.hidden = pending !== 'deleting';
    const isBusy = pending === 'saving';
    [step, edit, remove].forEach((node) => (node.disabled = isBusy));
    sign.hidden = pending === null;
    sign.lastChild.data = PENDING_WORDS[pending] ?? '';
  }
}

function textButton(className, label, onClick) {
  const node = button(className, onClick);
  node.setAttribute('aria-label', label);
  return node;
}

/** Where there is no room for words only its icon is seen. */
function iconButton(className, text, label, onClick) {
  const node = textButton(className, label, onClick);
  node.append(icon(className), element('span', '', text));
  node.title = text;
  return node;
}

/** Rows without buttons. */
export class NoActions extends EventTarget {
  overlay(key, row) {
    return { row, pending: null };
  }

  step() {}

  edit() {}

  remove() {}

  createCell() {
    const cell = element('td', 'actions');
    cell.hidden = true;
    return cell;
  }

  updateCell() {}
}
