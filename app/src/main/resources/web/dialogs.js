// The dialogs: an order to add or to edit, the token for writes, the keys.

import { saveToken } from './api.js';
import { byId, setText } from './dom.js';
import { sameValue } from './store.js';

const FIELDS = ['customer_name', 'product_name', 'quantity', 'total', 'status'];

/** Adds an order, or changes one. */
export class OrderDialog {
  #dialog = byId('order-dialog');
  #form = byId('order-form');
  #store;
  #writes;
  #announcer;
  /** What is edited: {key, row}; null: an order is added. */
  #edited = null;

  constructor(store, writes, announcer) {
    this.#store = store;
    this.#writes = writes;
    this.#announcer = announcer;
    byId('add').hidden = false;
    byId('add').addEventListener('click', () => this.add());
    byId('order-cancel').addEventListener('click', () => this.#dialog.close());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  add() {
    this.#edited = null;
    this.#open('Add an order', 'Add order', { quantity: 1, status: 'pending' });
  }

  edit(key) {
    const row = this.#store.get(key);
    if (row !== null) {
      this.#edited = { key, row };
      this.#open(`Order ${key}`, 'Save', row);
    }
  }

  #open(title, verb, values) {
    if (this.#dialog.open) {
      return;
    }
    setText(byId('order-form-title'), title);
    setText(byId('order-submit'), verb);
    FIELDS.forEach((name) => (this.#form.elements[name].value = values[name] ?? ''));
    this.#showProblem(null);
    this.#dialog.showModal();
    this.#form.elements.customer_name.select();
  }

  async #submit() {
    const values = this.#values();
    const edited = this.#edited;
    if (edited !== null) {
      const patch = Object.fromEntries(
        FIELDS.filter((name) => !sameValue(values[name], edited.row[name])).map((name) => [name, values[name]]),
      );
      await this.#attempt(() => (Object.keys(patch).length > 0 ? this.#writes.change(edited.key, patch) : null), 'Saved.');
    } else {
      await this.#attempt(() => this.#writes.create(values), 'The order was added.');
    }
  }

  async #attempt(send, words) {
    byId('order-submit').disabled = true;
    try {
      await send();
      this.#dialog.close();
      this.#announcer.say(words);
    } catch (problem) {
      if (problem.wantsToken) {
        askForToken(() => this.#submit());
      } else {
        this.#showProblem(problem);
      }
    } finally {
      byId('order-submit').disabled = false;
    }
  }

  /** What is no integer goes as it is, for the server to say what is wrong with it. */
  #values() {
    const values = Object.fromEntries(new FormData(this.#form));
    const quantity = values.quantity.trim();
    return { ...values, quantity: /^\d{1,15}$/.test(quantity) ? Number(quantity) : quantity, total: values.total.trim() };
  }

  #showProblem(problem) {
    const errors = new Map((problem?.errors ?? []).map(({ field, reason }) => [field, reason]));
    const inputs = FIELDS.map((name) => this.#form.elements[name]);
    for (const input of inputs) {
      byId(`error-${input.name}`).textContent = errors.get(input.name) ?? '';
      input.toggleAttribute('aria-invalid', errors.has(input.name));
    }
    const isAboutFields = inputs.some((input) => errors.has(input.name));
    byId('order-problem').hidden = !problem || isAboutFields;
    setText(byId('order-problem'), problem && !isAboutFields ? problem.message : '');
    inputs.find((input) => errors.has(input.name))?.focus();
  }
}

/** Asks for the token that the server wants, and then tries again. */
export function askForToken(retry) {
  const dialog = byId('token-dialog');
  if (dialog.open) {
    return;
  }
  byId('token-form').onsubmit = (event) => {
    event.preventDefault();
    const token = byId('token').value.trim();
    if (token !== '') {
      saveToken(token);
      dialog.close();
      retry();
    }
  };
  byId('token-cancel').onclick = () => dialog.close();
  byId('token').value = '';
  dialog.showModal();
}

/** Shows which keys there are. */
export function showHelp() {
  const dialog = byId('help-dialog');
  byId('help-close').onclick = () => dialog.close();
  if (dialog.open) {
    dialog.close();
  } else {
    dialog.showModal();
  }
}
