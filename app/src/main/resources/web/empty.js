// What stands in place of a table without rows: what is being waited for, or what can be done.

import { byId, setText } from './dom.js';
import { formatInteger } from './format.js';
import { progressWords } from './signals.js';

const SAMPLE = { customer_name: 'Ada Lovelace', product_name: 'Notebook', quantity: 2, total: '19.90', status: 'pending' };
const INSERT = `INSERT INTO orders (customer_name, product_name, quantity, total, status)
VALUES ('Ada Lovelace', 'Notebook', 2, 19.90, 'pending');`;

export class EmptyState {
  #store;
  #view;
  #status;
  #config;
  #isWritable;

  /** @param writes creates the sample order; null where writing is not allowed */
  constructor(store, view, status, config, writes) {
    this.#store = store;
    this.#view = view;
    this.#status = status;
    this.#config = config;
    this.#isWritable = writes !== null;
    setText(byId('insert-code'), INSERT);
    byId('sample').addEventListener('click', () => this.#createSample(writes));
    status.addEventListener('change', () => this.#draw());
    view.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  async #createSample(writes) {
    byId('sample').disabled = true;
    try {
      await writes.create(SAMPLE);
    } catch (problem) {
      setText(byId('empty-text'), `The sample order was refused: ${problem.message}.`);
    } finally {
      byId('sample').disabled = false;
    }
  }

  #draw() {
    const isEmpty = this.#store.size === 0 && this.#view.shown.length === 0;
    byId('empty').hidden = !isEmpty;
    byId('table').hidden = isEmpty;
    if (!isEmpty) {
      return;
    }
    const state = this.#state();
    byId('empty').dataset.state = state;
    byId('insert').hidden = state !== 'empty';
    byId('sample').hidden = state !== 'empty' || !this.#isWritable;
    byId('causes').hidden = state !== 'unreachable';
    const [title, text] = this.#words(state);
    setText(byId('empty-title'), title);
    setText(byId('empty-text'), text);
  }

  #state() {
    const { broker, feed, list } = this.#status;
    if (broker.state !== 'live') {
      return { lost: 'unreachable', refused: 'refused' }[broker.state] ?? 'connecting';
    }
    const phase = feed.info?.phase ?? 'streaming';
    if (list.state === 'failed') {
      return 'failed';
    }
    if (phase === 'snapshot' || phase === 'resync') {
      return 'snapshot';
    }
    if (feed.heard && !this.#status.isStreaming) {
      return 'stopped';
    }
    return list.state === 'live' && feed.heard ? 'empty' : 'loading';
  }

  #words(state) {
    const { broker, feed, list } = this.#status;
    const total = this.#status.tableRows;
    const why = feed.info?.reason ? ` Reason: ${feed.info.reason}.` : '';
    return {
      connecting: ['Connecting', `To ${this.#config.url}`],
      loading: ['Loading the orders', total === null ? '' : `${formatInteger(total)} rows`],
      snapshot: ['Rowcast is reading the table', progressWords(feed.info) || 'It has just begun.'],
      empty: ['No orders yet', 'Insert one, and it appears here as soon as it is committed:'],
      stopped: ['MySQL is not being read', `Rowcast goes on trying.${why}`],
      failed: ['The orders can not be listed', `${sentence(list.reason)} The page goes on trying.`],
      unreachable: ['The broker can not be reached', `Tried ${this.#config.url}. The page goes on trying.`],
      refused: [
        'The broker refuses to let this page sign in',
        `${this.#config.login.username === undefined ? 'It has no user name to sign in with' : `As user '${this.#config.login.username}'`}`
          + `; the broker says: ${broker.reason}. Set ROWCAST_PAGE_USERNAME and ROWCAST_PAGE_PASSWORD to a user that may `
          + 'read the orders. The page goes on trying.',
      ],
    }[state];
  }
}

function sentence(text) {
  return text ? `${text[0].toUpperCase()}${text.slice(1)}.` : '';
}
