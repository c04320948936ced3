// One order, followed: what it is now, what happened to it, and where it is told. `#/orders/7` in the address.

import { button, byId, element, setText } from './dom.js';
import { describe, formatValue, operation, operationClass } from './event.js';
import { differenceList, sign } from './eventview.js';
import { formatFull, formatTime } from './format.js';
import { replay } from './history.js';
import { Paced } from './paced.js';
import { Route } from './route.js';
import { Timelines } from './timeline.js';
import { topicLines } from './topics.js';

const SAY_EVERY_MS = 5_000;
/** More often nobody reads what changes. */
const FLOOD_MS = 100;
/** More events are kept, and shown on demand. */
const DRAWN = 25;

export class OrderPanel {
  #store;
  #status;
  #config;
  #announcer;
  #log;
  #timelines = new Timelines();
  #route = new Route((key) => (key === null ? this.#close() : this.#open(key)));
  #narrow = matchMedia('(max-width: 767px)');

  // Of the panel.
  #panel = element('aside', 'order');
  #title = element('h2');
  #now = element('p', 'now');
  #row = element('dl', 'row');
  #topics = element('div', 'topics');
  #gap = element('p', 'gap', 'The server no longer knows what happened before.');
  #events = element('ol', 'timeline');
  #older = button('more', () => this.#drawAll(), 'Show all');
  #none = element('p', 'none', 'What happens to it from now on shows here.');

  // Of the order that is followed.
  #key = null;
  #timeline = null;
  /** Whether the server has forgotten some of what happened to it. */
  #hasGap = false;
  #endReplay = () => {};
  /** What had focus before. */
  #cameFrom = null;
  #limit = DRAWN;
  #shownRow;
  #drawing = new Paced(() => this.#draw(), () => FLOOD_MS);
  #saidMs = -SAY_EVERY_MS;
  /** @type {WeakMap<object, Element>} */
  #items = new WeakMap();

  /** @param {{of: (key: string) => Iterable<object>}} log the events that were seen before the order was followed */
  constructor(store, status, config, announcer, log) {
    this.#store = store;
    this.#status = status;
    this.#config = config;
    this.#announcer = announcer;
    this.#log = log;
    this.#build();
    store.addEventListener('event', ({ detail }) => this.#add(detail));
    store.addEventListener('frame', () => this.#schedule());
    status.addEventListener('change', () => this.#schedule());
    this.#narrow.addEventListener('change', () => this.#arrange());
    this.#route.read();
  }

  #build() {
    const close = button('close', () => this.#route.leave(), 'Close');
    close.setAttribute('aria-label', 'Stop following the order');
    this.#title.id = 'order-title';
    this.#title.tabIndex = -1;
    this.#events.setAttribute('aria-label', 'What happened to it, the newest first');
    const body = element('div', 'order-body', this.#now, this.#row);
    body.append(element('h3', '', 'Timeline'), this.#none, this.#events, this.#older, this.#gap);
    body.append(element('h3', '', 'Topics'), this.#topics);
    this.#panel.id = 'order';
    this.#panel.hidden = true;
    this.#panel.setAttribute('role', 'dialog');
    this.#panel.setAttribute('aria-labelledby', 'order-title');
    this.#panel.append(element('div', 'order-heading', this.#title, close), body);
    byId('live').before(this.#panel);
    addEventListener('keydown', (event) => {
      const isElsewhere = event.defaultPrevented || document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && this.#key !== null && !isElsewhere) {
        this.#route.leave();
      }
    });
  }

  #open(key) {
    this.#endReplay();
    this.#cameFrom ??= document.activeElement;
    this.#key = key;
    this.#timeline = this.#timelines.follow(key, this.#log.of(key));
    this.#shownRow = undefined;
    this.#hasGap = false;
    this.#limit = DRAWN;
    this.#events.replaceChildren();
    setText(this.#title, `Order ${key}`);
    this.#topics.replaceChildren(...topicLines(this.#config, key, this.#announcer));
    this.#panel.hidden = false;
    document.body.classList.add('is-following');
    this.#arrange();
    this.#drawing.now();
    this.#panel.querySelector('.order-body').scrollTop = 0;
    this.#title.focus({ preventScroll: true });
    this.#endReplay = replay(key, (event, text) => this.#remember(event, text), () => {
      this.#hasGap = true;
      this.#schedule();
    });
  }

  #close() {
    this.#endReplay();
    this.#key = null;
    this.#panel.hidden = true;
    document.body.classList.remove('is-following');
    this.#arrange();
    const back = this.#cameFrom?.isConnected && this.#cameFrom !== document.body ? this.#cameFrom : byId('orders');
    back.focus({ preventScroll: true });
    this.#cameFrom = null;
  }

  /** On a narrow screen the panel is all there is. */
  #arrange() {
    const isModal = this.#key !== null && this.#narrow.matches;
    this.#panel.setAttribute('aria-modal', String(isModal));
    for (const other of document.querySelectorAll('body > :is(header, main, footer, .skip)')) {
      other.inert = isModal;
    }
  }

  #add(entry) {
    this.#timelines.add(entry);
    if (entry.key === this.#key) {
      this.#say(entry.event);
      this.#schedule();
    }
  }

  /** An event that the server remembers: it came before this page did, or together with what the page has. */
  #remember(event, text) {
    const topics = this.#config.topicsOf(this.#key);
    const topic = topics.find((candidate) => candidate.split('/').includes(operation(event).word)) ?? topics[0];
    const at = new Date(event.committed_at);
    if (!Number.isNaN(at.getTime()) && this.#timeline.add({ key: this.#key, topic, event, at, live: false, text })) {
      this.#schedule();
    }
  }

  #say(event) {
    if (performance.now() - this.#saidMs > SAY_EVERY_MS) {
      this.#saidMs = performance.now();
      this.#announcer.say(`Order ${this.#key} ${operation(event).word}: ${describe(event)}.`);
    }
  }

  #schedule() {
    if (this.#key !== null) {
      this.#drawing.schedule();
    }
  }

  #drawAll() {
    this.#limit = Infinity;
    this.#drawing.now();
  }

  #draw() {
    if (this.#key === null) {
      return;
    }
    this.#drawRow();
    const { entries } = this.#timeline;
    this.#none.hidden = entries.length > 0;
    // What was inserted has nothing before it.
    this.#gap.hidden = !this.#hasGap || entries.at(-1)?.event.op === 'insert';
    this.#drawEvents(entries.slice(0, this.#limit));
    this.#older.hidden = entries.length <= this.#limit;
  }

  /** Each event keeps its element; what is in its place already is not touched. */
  #drawEvents(entries) {
    let next = this.#events.firstElementChild;
    for (const entry of entries) {
      const item = this.#item(entry);
      if (item === next) {
        next = next.nextElementSibling;
      } else {
        this.#events.insertBefore(item, next);
      }
    }
    while (this.#events.childElementCount > entries.length) {
      this.#events.lastElementChild.remove();
    }
  }

  #drawRow() {
    const row = this.#store.get(this.#key);
    const last = this.#timeline.newest?.event;
    const isGone = row === null && last?.op === 'delete';
    this.#panel.dataset.state = row ? 'there' : isGone ? 'gone' : 'unknown';
    setText(this.#now, this.#words(row, isGone ? last : null));
    const shown = row ?? (isGone ? last.before : null);
    if (shown === this.#shownRow) {
      return;
    }
    const before = this.#shownRow;
    this.#shownRow = shown;
    this.#row.replaceChildren(...Object.entries(shown ?? {}).map(([column, value]) => {
      const cell = element('dd', '', formatValue(value));
      const isChanged = before && formatValue(before[column]) !== cell.textContent;
      cell.classList.toggle('changed', Boolean(isChanged));
      return element('div', '', element('dt', '', column), cell);
    }));
  }

  #words(row, deletion) {
    if (row) {
      return 'As it is now';
    }
    if (deletion) {
      return `Deleted at ${formatTime(deletion.committed_at)}. As it was last:`;
    }
    return this.#status.list.state === 'live' ? `There is no order ${this.#key} (yet).` : 'Not known yet';
  }

  #item(entry) {
    const known = this.#items.get(entry);
    if (known) {
      return known;
    }
    const { event } = entry;
    const time = element('time', '', formatTime(event.committed_at));
    time.dateTime = event.committed_at;
    time.title = `committed ${formatFull(event.committed_at)}`;
    const head = element('p', 'head', ...sign(event), time);
    const item = element('li', operationClass(event), head, differenceList(event), element('p', 'version', `Version ${event.version}`));
    this.#items.set(entry, item);
    return item;
  }
}
