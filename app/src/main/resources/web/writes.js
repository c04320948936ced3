// Writing over HTTP. What was written shows when its change comes back from the binlog, like anybody else's.

import { byId, element } from './dom.js';
import { parseJson } from './format.js';

const NEXT_STATUS = { pending: ['shipped', 'Ship'], shipped: ['delivered', 'Deliver'] };
const CONFIRM_MS = 4_000;

/** Sends a write; gives the problem in words and by field, or null. */
async function send(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body && JSON.stringify(body),
    });
    if (response.ok) {
      return null;
    }
    const problem = parseJson(await response.text());
    return { detail: problem?.detail ?? `the server answered ${response.status}`, errors: problem?.errors ?? [] };
  } catch {
    return { detail: 'the server does not answer', errors: [] };
  }
}

/** The buttons of each row. */
export class RowActions {
  #notices;

  constructor(notices) {
    this.#notices = notices;
    byId('actions-head').hidden = false;
  }

  create(row, key, values) {
    const cell = element('td', 'actions');
    cell.setAttribute('role', 'cell');
    const step = element('button', 'step');
    step.type = 'button';
    step.addEventListener('click', () => {
      const status = step.dataset.to;
      this.#write(row, `Order ${key} could not be set to ${status}`, 'PATCH', key, { status });
    });
    cell.append(step, this.#deleteButton(row, key));
    drawStep(step, key, values.status);
    return cell;
  }

  update(row, key, values) {
    drawStep(row.querySelector('.step'), key, values.status);
  }

  #deleteButton(row, key) {
    const button = element('button', 'delete', 'Delete');
    button.type = 'button';
    button.setAttribute('aria-label', `Delete order ${key}`);
    let timer = 0;
    const reset = () => {
      clearTimeout(timer);
      button.classList.remove('sure');
      button.textContent = 'Delete';
      button.setAttribute('aria-label', `Delete order ${key}`);
    };
    button.addEventListener('blur', reset);
    button.addEventListener('click', () => {
      if (button.classList.contains('sure')) {
        reset();
        this.#write(row, `Order ${key} could not be deleted`, 'DELETE', key);
        return;
      }
      button.classList.add('sure');
      button.textContent = 'Really?';
      button.setAttribute('aria-label', `Really delete order ${key}?`);
      timer = setTimeout(reset, CONFIRM_MS);
    });
    return button;
  }

  async #write(row, failure, method, key, body) {
    row.setAttribute('aria-busy', 'true');
    const problem = await send(method, `api/orders/${encodeURIComponent(key)}`, body);
    row.removeAttribute('aria-busy');
    if (problem) {
      this.#notices.show(`${failure}: ${problem.detail}.`);
    } else {
      this.#notices.hide();
    }
  }
}

function drawStep(button, key, status) {
  const [next, label] = NEXT_STATUS[status] ?? ['', ''];
  button.hidden = next === '';
  button.dataset.to = next;
  button.textContent = label;
  button.setAttribute('aria-label', `${label} order ${key}`);
}

/** The dialog that adds an order. */
export class AddDialog {
  #dialog = byId('add-dialog');
  #form = byId('add-form');
  #announcer;

  constructor(announcer) {
    this.#announcer = announcer;
    byId('add').hidden = false;
    byId('add').addEventListener('click', () => {
      this.#showProblem(null);
      this.#dialog.showModal();
    });
    byId('add-cancel').addEventListener('click', () => this.#dialog.close());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  async #submit() {
    const submit = byId('add-submit');
    submit.disabled = true;
    const values = Object.fromEntries(new FormData(this.#form));
    // What is no integer goes as it is, for the server to say what is wrong with it.
    const quantity = /^\d{1,15}$/.test(values.quantity.trim()) ? Number(values.quantity) : values.quantity;
    const problem = await send('POST', 'api/orders', { ...values, quantity, total: values.total.trim() });
    submit.disabled = false;
    this.#showProblem(problem);
    if (!problem) {
      this.#form.reset();
      this.#dialog.close();
      this.#announcer.say('The order was added.');
    }
  }

  #showProblem(problem) {
    const errors = new Map((problem?.errors ?? []).map(({ field, reason }) => [field, reason]));
    const inputs = [...this.#form.querySelectorAll('input')];
    for (const input of inputs) {
      byId(`error-${input.name}`).textContent = errors.get(input.name) ?? '';
      input.toggleAttribute('aria-invalid', errors.has(input.name));
    }
    const isAboutFields = inputs.some((input) => errors.has(input.name));
    byId('add-problem').hidden = !problem || isAboutFields;
    byId('add-problem').textContent = problem?.detail ?? '';
    inputs.find((input) => errors.has(input.name))?.focus();
  }
}

/** What went wrong, in words, until it is dismissed or something goes well. */
export class Notices {
  #announcer;

  constructor(announcer) {
    this.#announcer = announcer;
    byId('notice-close').addEventListener('click', () => this.hide());
  }

  show(text) {
    byId('notice-text').textContent = text;
    byId('notice').hidden = false;
    this.#announcer.say(text);
  }

  hide() {
    byId('notice').hidden = true;
  }
}
