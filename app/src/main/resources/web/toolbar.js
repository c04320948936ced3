// Search, filters, sort, pause: what decides which rows are shown, and says how many there are.

import { button, byId, element, setText, statusIcon } from './dom.js';
import { formatInteger, formatStatus, STATUSES } from './format.js';
import { formatSorting, parseSorting, readQuery, writeQuery } from './query.js';

const SEARCH_MS = 120;

export class Toolbar {
  #store;
  #view;
  #table;
  #announcer;
  #chips = new Map();
  #shares = new Map();
  #total = element('b');
  #searchTimer = 0;

  constructor(store, view, table, announcer) {
    this.#store = store;
    this.#view = view;
    this.#table = table;
    this.#announcer = announcer;
    this.#createChips();
    this.#wireSearch();
    document.querySelectorAll('button.sort').forEach((head) => {
      head.addEventListener('click', () => this.#sortBy(head.dataset.sort));
    });
    byId('sort').addEventListener('change', () => this.#select(parseSorting(byId('sort').value)));
    byId('pause').addEventListener('click', () => this.togglePause());
    byId('fresh').addEventListener('click', () => table.showTop());
    byId('no-match-reset').addEventListener('click', () => this.reset());
    addEventListener('popstate', () => this.#show(readQuery()));
    store.addEventListener('frame', () => this.#drawCounts());
    view.addEventListener('change', () => this.#drawView());
    setInterval(() => this.#drawPause(), 250);
    this.#show(readQuery());
    this.#drawCounts();
  }

  focusSearch() {
    byId('search').focus();
    byId('search').select();
  }

  togglePause() {
    if (this.#store.isPaused) {
      this.#store.resume();
      this.#announcer.say('Live again.');
    } else {
      this.#store.pause();
      this.#announcer.say('Paused.');
    }
    this.#drawPause();
  }

  /** Shows all rows again. */
  reset() {
    this.#select({ text: '', statuses: [] });
    byId('search').value = '';
  }

  #createChips() {
    const all = this.#chip('all', [this.#total, 'all'], () => this.#select({ statuses: [] }));
    byId('counts').append(all);
    for (const status of STATUSES) {
      const count = element('b');
      const words = [statusIcon(status), count, formatStatus(status).toLowerCase()];
      const chip = this.#chip(status, words, () => this.#toggle(status));
      chip.dataset.status = status;
      byId('counts').append(chip);
      this.#chips.set(status, { chip, count });
      const share = element('span', status);
      byId('share').append(share);
      this.#shares.set(status, share);
    }
    this.#chips.set('all', { chip: all, count: this.#total });
  }

  #chip(className, content, onClick) {
    return element('li', '', button(`chip ${className}`, onClick, ...content));
  }

  #wireSearch() {
    byId('search').addEventListener('input', () => {
      clearTimeout(this.#searchTimer);
      this.#searchTimer = setTimeout(() => this.#search(), SEARCH_MS);
    });
    byId('search').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        byId('search').value = '';
        this.#search();
        byId('search').blur();
      } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
        event.preventDefault();
        this.#search();
        this.#table.focusRow(0);
      }
    });
  }

  #search() {
    clearTimeout(this.#searchTimer);
    const text = byId('search').value.trim();
    if (text !== this.#view.query.text) {
      this.#select({ text });
    }
  }

  #toggle(status) {
    const { statuses } = this.#view.query;
    const others = statuses.filter((other) => other !== status);
    this.#select({ statuses: others.length < statuses.length ? others : [...statuses, status] });
  }

  /** Numbers and times are first wanted from the largest, texts from the first. */
  #sortBy(column) {
    const { sort, descending } = this.#view.query;
    const isText = ['customer_name', 'product_name', 'status'].includes(column);
    this.#select({ sort: column, descending: sort === column ? !descending : !isText });
  }

  #select(part) {
    const query = { ...this.#view.query, ...part };
    writeQuery(query);
    this.#show(query);
    const count = this.#view.size;
    this.#announcer.say(count === 1 ? 'One order shown.' : `${formatInteger(count)} orders shown.`);
  }

  #show(query) {
    if (document.activeElement !== byId('search')) {
      byId('search').value = query.text;
    }
    for (const [status, { chip }] of this.#chips) {
      const isPressed = status === 'all' ? query.statuses.length === 0 : query.statuses.includes(status);
      chip.firstElementChild.setAttribute('aria-pressed', String(isPressed));
    }
    byId('sort').value = formatSorting(query);
    document.querySelectorAll('button.sort').forEach((head) => {
      const isSorted = head.dataset.sort === query.sort;
      const order = query.descending ? 'descending' : 'ascending';
      head.closest('th').setAttribute('aria-sort', isSorted ? order : 'none');
    });
    this.#view.select(query);
  }

  #drawCounts() {
    setText(this.#total, formatInteger(this.#store.size));
    for (const status of STATUSES) {
      setText(this.#chips.get(status).count, formatInteger(this.#store.count(status)));
      this.#shares.get(status).style.flexGrow = this.#store.count(status);
    }
  }

  #drawView() {
    const { fresh, hasMoved, query, size } = this.#view;
    byId('fresh').hidden = fresh === 0 && !hasMoved;
    setText(byId('fresh-text'), fresh > 0 ? `+${formatInteger(fresh)} new` : 'New order');
    const isFiltered = query.text !== '' || query.statuses.length > 0;
    byId('no-match').hidden = !(isFiltered && size === 0 && this.#view.shown.length === 0 && this.#store.size > 0);
  }

  #drawPause() {
    const { isPaused, waiting } = this.#store;
    byId('pause').setAttribute('aria-pressed', String(isPaused));
    setText(byId('pause-text'), isPaused ? `Paused, ${formatInteger(waiting)} waiting` : 'Pause');
  }
}
