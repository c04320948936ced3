// The table of orders. Of all rows only those on the screen, and a few around them, have elements; each keeps its own by its
// key. Rows are placed by a transform within a body of the full height, so nothing else shifts. Drawn once per frame.

import { COLUMNS, createCell, fillCell, flashChange } from './cells.js';
import { byId, element, setText } from './dom.js';
import { formatInteger } from './format.js';
import { Paced } from './paced.js';

const ARRIVE_MS = 2_600;
/** Rows drawn beyond each edge of the screen. */
const AROUND = 8;
/** Browsers lay out no more than this (Firefox: 17.9 million). */
const MOST_PIXELS = 15_000_000;
/** Columns as wide as their longest value; they only grow, so that what somebody reads moves seldom. */
const FITTED = ['id', 'quantity', 'total'];
/** How long a view is held after the pointer has moved over its rows. */
const POINTER_MS = 3_000;

export class TableView {
  #store;
  #view;
  #actions;
  #body = byId('rows');
  /** @type {Map<string, HTMLTableRowElement>} */
  #rows = new Map();
  /** Keys of rows that are new, until they are drawn. */
  #arriving = new Set();
  #rowHeight = 46;
  /** The characters of the longest value drawn so far, of each column that is as wide as that. */
  #lengths = new Map(FITTED.map((name) => [name, 0]));
  #drawing = new Paced(() => this.#draw());
  #pointerAt = -POINTER_MS;
  #pointerTimer = 0;

  /** @param actions gives the cell of a row's buttons, and what of it is written already: {overlay, createCell, updateCell} */
  constructor(store, view, actions) {
    this.#store = store;
    this.#view = view;
    this.#actions = actions;
    store.addEventListener('frame', ({ detail }) => this.#update(detail));
    view.addEventListener('change', () => this.#drawing.schedule());
    actions.addEventListener('change', ({ detail }) => this.#redraw(detail));
    addEventListener('scroll', () => this.#scrolled(), { passive: true });
    addEventListener('resize', () => this.#measure());
    this.#body.addEventListener('pointermove', () => this.#pointed());
    this.#body.addEventListener('pointerleave', () => this.#unpointed());
    this.#body.addEventListener('focusin', () => this.#decideHold());
    this.#body.addEventListener('focusout', () => queueMicrotask(() => this.#decideHold()));
    this.#measure();
  }

  /** The view's place of a row, or -1. */
  indexOf(key) {
    return this.#view.shown.indexOf(key);
  }

  /** Brings a row onto the screen, and focuses it. */
  focusRow(index) {
    const key = this.#view.shown[index];
    if (key === undefined) {
      return;
    }
    const top = this.#body.getBoundingClientRect().top + index * this.#rowHeight;
    const head = byId('table-head').getBoundingClientRect().height;
    if (top < head || top + this.#rowHeight > innerHeight) {
      scrollBy({ top: top - (innerHeight - this.#rowHeight) / 2, behavior: 'instant' });
    }
    this.#drawing.now();
    this.#rows.get(key)?.focus({ preventScroll: true });
  }

  /** Lets the view go, and shows its top. */
  showTop() {
    this.#pointerAt = -POINTER_MS;
    const top = byId('table').getBoundingClientRect().top;
    if (top < 0) {
      scrollBy({ top, behavior: 'instant' });
    }
    this.#view.release();
  }

  #measure() {
    const height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row-height'));
    this.#rowHeight = height > 0 ? height : this.#rowHeight;
    this.#drawing.schedule();
  }

  #scrolled() {
    this.#decideHold();
    this.#drawing.schedule();
  }

  #pointed() {
    this.#pointerAt = performance.now();
    if (this.#pointerTimer === 0) {
      this.#pointerTimer = setTimeout(() => this.#pointerRested(), POINTER_MS);
      this.#decideHold();
    }
  }

  #pointerRested() {
    this.#pointerTimer = 0;
    const restMs = POINTER_MS - (performance.now() - this.#pointerAt);
    if (restMs > 0) {
      this.#pointerTimer = setTimeout(() => this.#pointerRested(), restMs);
    } else {
      this.#decideHold();
    }
  }

  #unpointed() {
    this.#pointerAt = -POINTER_MS;
    this.#decideHold();
  }

  /** Nothing jumps under a pointer or a focus, nor for somebody who reads further down. */
  #decideHold() {
    const isFurtherDown = this.#body.getBoundingClientRect().top < -this.#rowHeight / 2;
    const isPointedAt = performance.now() - this.#pointerAt < POINTER_MS;
    const isFocused = this.#body.contains(document.activeElement) && document.activeElement.matches(':focus-visible');
    if (isFurtherDown || isPointedAt || isFocused) {
      this.#view.hold();
    } else {
      this.#view.release();
    }
  }

  #update(changes) {
    for (const { key, before, after, live } of changes.values()) {
      const row = this.#rows.get(key);
      if (row && after !== null) {
        this.#fill(row, key, after);
        if (live && before !== null) {
          COLUMNS.forEach((column, i) => flashChange(row.cells[i], column, before[column.name], after[column.name]));
        }
      } else if (live && before === null && this.#store.size > changes.size) {
        this.#arriving.add(key);
      }
    }
    this.#drawing.schedule();
  }

  #redraw(key) {
    const row = this.#rows.get(key);
    const values = this.#view.row(key);
    if (row && values !== null) {
      this.#fill(row, key, values);
    }
  }

  #draw() {
    const shown = this.#view.shown;
    const most = Math.min(shown.length, Math.floor(MOST_PIXELS / this.#rowHeight));
    this.#body.style.height = `${most * this.#rowHeight}px`;
    byId('table').setAttribute('aria-rowcount', String(shown.length + 1));
    byId('rest').hidden = most === shown.length;
    setText(byId('rest'), `The first ${formatInteger(most)} of ${formatInteger(shown.length)}; search or filter to see others.`);

    const top = -this.#body.getBoundingClientRect().top;
    const first = Math.max(0, Math.min(most, Math.floor(top / this.#rowHeight)) - AROUND);
    const last = Math.min(most, Math.ceil((top + innerHeight) / this.#rowHeight) + AROUND);
    this.#arrange(shown, first, Math.max(first, last));
    this.#arriving.clear();
  }

  #arrange(shown, first, last) {
    const wanted = new Set(shown.slice(first, last));
    for (const [key, row] of this.#rows) {
      if (!wanted.has(key)) {
        if (row.contains(document.activeElement)) {
          byId('orders').focus({ preventScroll: true });
        }
        row.remove();
        this.#rows.delete(key);
      }
    }
    let next = this.#body.firstElementChild;
    for (let i = first; i < last; i++) {
      const row = this.#rows.get(shown[i]) ?? this.#create(shown[i]);
      row.setAttribute('aria-rowindex', String(i + 2));
      row.style.transform = `translateY(${i * this.#rowHeight}px)`;
      this.#drawLeaving(row, shown[i]);
      if (row === next) {
        next = next.nextElementSibling;
      } else {
        this.#body.insertBefore(row, next);
      }
    }
  }

  #create(key) {
    const row = element('tr');
    row.setAttribute('role', 'row');
    row.tabIndex = -1;
    row.dataset.id = key;
    row.append(...COLUMNS.map(createCell), this.#actions.createCell(key));
    this.#fill(row, key, this.#view.row(key));
    if (this.#arriving.has(key)) {
      row.classList.add('arriving');
      setTimeout(() => row.classList.remove('arriving'), ARRIVE_MS);
    }
    this.#rows.set(key, row);
    return row;
  }

  #fill(row, key, values) {
    const { row: shown, pending } = this.#actions.overlay(key, values);
    COLUMNS.forEach((column, i) => {
      fillCell(row.cells[i], column, shown[column.name]);
      this.#fit(column.name, row.cells[i].lastElementChild.textContent.length);
    });
    row.dataset.status = String(shown.status);
    row.dataset.pending = pending ?? '';
    this.#actions.updateCell(row.cells[COLUMNS.length], key, shown, pending);
  }

  #fit(column, length) {
    if (length > this.#lengths.get(column)) {
      this.#lengths.set(column, length);
      byId('table').style.setProperty(`--${column}-length`, String(length));
    }
  }

  /** A row that is gone is struck out; if it comes back, it is a row again. */
  #drawLeaving(row, key) {
    const isLeaving = this.#view.isLeaving(key);
    if (row.classList.contains('leaving') !== isLeaving) {
      row.classList.toggle('leaving', isLeaving);
      row.querySelectorAll('button').forEach((button) => (button.disabled = isLeaving));
      if (!isLeaving) {
        this.#fill(row, key, this.#view.row(key));
      }
    }
  }
}
