// The table of orders. Changes are collected and drawn once per animation frame; each row keeps its element by its key.

import { byId, element, setText, statusIcon, STATUSES } from './dom.js';
import { formatFull, formatInteger, formatStatus, formatTime, formatTotal } from './format.js';

/** More rows are counted, not drawn. */
const MAX_ROWS = 500;
const FLASH_MS = 2_600;
const LEAVE_MS = 1_100;
const FLOOD_MS = 250;

const COLUMNS = [
  { name: 'id', label: 'Id', className: 'number id', format: String },
  { name: 'customer_name', label: 'Customer', className: 'text', format: String },
  { name: 'product_name', label: 'Product', className: 'text', format: String },
  { name: 'quantity', label: 'Quantity', className: 'number quantity', format: formatInteger },
  { name: 'total', label: 'Total', className: 'number total', format: formatTotal },
  { name: 'status', label: 'Status', className: 'status', format: formatStatus },
  { name: 'updated_at', label: 'Updated', className: 'updated', format: formatTime },
];

export class TableView {
  #store;
  #body = byId('rows');
  #rowActions;
  /** @type {Map<string, HTMLTableRowElement>} */
  #rows = new Map();
  /** What is to be drawn in the next frame, by key; several changes of a row become one. */
  #changes = new Map();
  #isOrderDirty = false;
  #isScheduled = false;
  #drawnAt = -FLOOD_MS;

  /** @param rowActions gives the buttons of a row, or null where there are none */
  constructor(store, rowActions) {
    this.#store = store;
    this.#rowActions = rowActions;
    store.addEventListener('change', ({ detail }) => this.#collect(detail));
  }

  #collect(change) {
    const { kind, key, before } = change;
    this.#isOrderDirty ||= kind === 'gone' || before === null;
    if (kind === 'gone' && !this.#rows.has(key)) {
      this.#changes.delete(key);
    } else {
      const first = this.#changes.get(key);
      this.#changes.set(key, first ? { ...change, before: first.before, live: first.live || change.live } : change);
    }
    this.#schedule();
  }

  /** While the first flood of rows comes in, most frames would only draw what the next one pushes out again. */
  #schedule() {
    if (this.#isScheduled) {
      return;
    }
    this.#isScheduled = true;
    const waitMs = this.#store.settled ? 0 : FLOOD_MS - (performance.now() - this.#drawnAt);
    if (waitMs <= 0) {
      requestAnimationFrame(() => this.#draw());
    } else {
      setTimeout(() => requestAnimationFrame(() => this.#draw()), waitMs);
    }
  }

  #draw() {
    this.#isScheduled = false;
    this.#drawnAt = performance.now();
    for (const change of this.#changes.values()) {
      if (change.kind === 'gone') {
        this.#leave(change.key);
      } else {
        this.#update(change);
      }
    }
    if (this.#isOrderDirty) {
      this.#arrange();
    }
    this.#changes.clear();
    this.#isOrderDirty = false;
  }

  #update({ key, before, after, live }) {
    const row = this.#rows.get(key);
    if (!row) {
      return;
    }
    for (const [index, column] of COLUMNS.entries()) {
      if (column.name !== 'id') {
        fill(row.cells[index], column, after[column.name]);
      }
      const isChange = live && before && column.name !== 'updated_at' && before[column.name] !== after[column.name];
      if (isChange) {
        flash(row.cells[index], column.format(before[column.name]));
      }
    }
    row.dataset.status = String(after.status);
    this.#rowActions?.update(row, key, after);
  }

  /** Puts each of the newest rows in its place; a row that is leaving keeps its own. */
  #arrange() {
    const keys = this.#store.newest(MAX_ROWS);
    const wanted = new Set(keys);
    for (const [key, row] of this.#rows) {
      if (!wanted.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    let next = this.#body.firstElementChild;
    for (const key of keys) {
      while (next?.classList.contains('leaving')) {
        next = next.nextElementSibling;
      }
      const row = this.#rows.get(key) ?? this.#create(key);
      if (row === next) {
        next = next.nextElementSibling;
      } else {
        this.#body.insertBefore(row, next);
      }
    }
    const more = this.#store.size - keys.length;
    byId('rest').hidden = more <= 0;
    setText(byId('rest'), `The newest ${formatInteger(keys.length)} of ${formatInteger(this.#store.size)} orders.`);
  }

  #create(key) {
    const values = this.#store.get(key);
    const row = element('tr');
    row.setAttribute('role', 'row');
    row.dataset.id = key;
    row.dataset.status = String(values.status);
    for (const column of COLUMNS) {
      const cell = element('td', column.className);
      cell.setAttribute('role', 'cell');
      cell.dataset.label = column.label;
      cell.dataset.column = column.name;
      fill(cell, column, column.name === 'id' ? key : values[column.name]);
      row.append(cell);
    }
    if (this.#rowActions) {
      row.append(this.#rowActions.create(row, key, values));
    }
    if (this.#changes.get(key)?.live) {
      row.classList.add('arriving');
      setTimeout(() => row.classList.remove('arriving'), FLASH_MS);
    }
    this.#rows.set(key, row);
    return row;
  }

  #leave(key) {
    const row = this.#rows.get(key);
    if (!row) {
      return;
    }
    this.#rows.delete(key);
    row.classList.add('leaving');
    row.removeAttribute('data-id');
    row.dataset.leaving = key;
    if (row.contains(document.activeElement)) {
      byId('orders').focus({ preventScroll: true });
    }
    row.querySelectorAll('button').forEach((button) => (button.disabled = true));
    setTimeout(() => row.remove(), LEAVE_MS);
  }
}

function fill(cell, column, value) {
  let content = cell.querySelector('.value');
  if (!content) {
    content = element(column.name === 'updated_at' ? 'time' : 'span', 'value');
    cell.append(content);
  }
  if (column.name === 'status') {
    if (content.dataset.status !== String(value)) {
      content.dataset.status = String(value);
      content.className = `value badge ${STATUSES.includes(value) ? value : 'unknown'}`;
      content.replaceChildren(statusIcon(value), formatStatus(value));
    }
    return;
  }
  setText(content, value === null || value === undefined ? '' : column.format(value));
  if (column.name === 'updated_at') {
    content.dateTime = String(value);
    content.title = formatFull(value);
  } else if (column.className === 'text') {
    content.title = content.textContent;
  }
}

/** Shows the old value before the new one for a while. */
function flash(cell, old) {
  cell.querySelector('.was')?.remove();
  cell.classList.remove('changed');
  const was = element('span', 'was', element('span', 'hidden', 'was '), element('s', '', old));
  cell.prepend(was);
  // The animation starts anew only after the browser has seen the cell without it.
  void cell.offsetWidth;
  cell.classList.add('changed');
  setTimeout(() => {
    if (was.isConnected) {
      was.remove();
      cell.classList.remove('changed');
    }
  }, FLASH_MS);
}
