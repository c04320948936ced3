// One key for each thing that is done often; and the arrows within the table.

import { byId } from './dom.js';
import { showHelp } from './dialogs.js';
import { orderHref } from './route.js';

export class Keyboard {
  #view;
  #table;
  #actions;
  #commands;

  /** @param commands what single keys do, by key */
  constructor(view, table, actions, commands) {
    this.#view = view;
    this.#table = table;
    this.#actions = actions;
    this.#commands = { '?': showHelp, ...commands };
    document.addEventListener('keydown', (event) => this.#pressed(event));
    byId('help').addEventListener('click', showHelp);
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
      return;
    }
    if (document.querySelector('dialog[open]') && event.key !== '?') {
      return;
    }
    const row = event.target.closest?.('#rows tr');
    const command = (row && this.#ofRow(event.key, row)) ?? this.#ofTable(event.key) ?? this.#commands[event.key];
    if (command) {
      event.preventDefault();
      command();
    }
  }

  /** With no row chosen, the arrows begin at the top. */
  #ofTable(key) {
    const isBelow = document.activeElement === document.body || document.activeElement === byId('orders');
    return key === 'j' || (key === 'ArrowDown' && isBelow && scrollY === 0) ? () => this.#table.focusRow(0) : undefined;
  }

  #ofRow(key, row) {
    const id = row.dataset.id;
    const index = this.#table.indexOf(id);
    const isOnRow = document.activeElement === row;
    return {
      ArrowDown: () => this.#table.focusRow(index + 1),
      j: () => this.#table.focusRow(index + 1),
      ArrowUp: () => this.#table.focusRow(Math.max(0, index - 1)),
      k: () => this.#table.focusRow(Math.max(0, index - 1)),
      Home: () => this.#table.focusRow(0),
      End: () => this.#table.focusRow(this.#view.shown.length - 1),
      Enter: isOnRow ? () => (location.hash = orderHref(id)) : undefined,
      s: () => this.#actions.step(id),
      e: () => this.#actions.edit(id),
      Delete: () => this.#actions.remove(id),
      Escape: isOnRow ? () => byId('orders').focus({ preventScroll: true }) : undefined,
    }[key];
  }
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName));
}
