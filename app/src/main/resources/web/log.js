// The last events, newest first. However many come, each frame draws those few that will be seen; while somebody reads, the
// list holds still and counts.

import { button, byId, element, setText } from './dom.js';
import { describe, operationClass } from './event.js';
import { eventDetails, sign, timeOf } from './eventview.js';
import { formatInteger } from './format.js';
import { bulkButtons, OpFilter } from './logtools.js';
import { Paced } from './paced.js';
import { Ring } from './ring.js';

const KEPT = 500;
const DRAWN = 50;
const OLDER = 150;
/** More than so many new lines at once are no longer read one by one, and are drawn no more often than this. */
const FEW = 4;
const FLOOD_MS = 100;

export class LogView {
  #announcer;
  #latencyOf;
  /** @type {Ring} of what the store told, each with its number */
  #ring = new Ring(KEPT);
  #lastNumber = 0;
  #filter = new OpFilter(() => this.#redraw());

  // What is drawn.
  #list = element('ol');
  #stream;
  #waitingButton = button('waiting', () => this.#catchUp());
  #olderButton = button('older', () => this.#showOlder(), 'Show older ones');
  #hint = element('p', 'hint');
  #bulk;
  /** @type {WeakMap<Element, object>} */
  #entries = new WeakMap();
  #expanded = new Set();
  #limit = DRAWN;
  /** Events that are to be shown and are not drawn yet. */
  #waiting = 0;
  #drawing = new Paced(() => this.#draw(), () => (this.#waiting > FEW ? FLOOD_MS : 0));
  #isPointed = false;
  #isScrolled = false;

  /** @param {(event: object) => number|null} latencyOf milliseconds from an event's commit to the screen, if known */
  constructor(store, announcer, latencyOf = () => null) {
    this.#announcer = announcer;
    this.#latencyOf = latencyOf;
    this.#build();
    store.addEventListener('event', ({ detail }) => this.#add(detail));
  }

  /** The events of one row that are still kept, the oldest first. */
  *of(key) {
    for (const entry of this.#ring.oldestFirst()) {
      if (entry.key === key) {
        yield entry;
      }
    }
  }

  #build() {
    const clear = button('clear', () => this.#clear(), 'Clear');
    clear.setAttribute('aria-label', 'Clear the events');
    this.#list.id = 'log';
    this.#list.setAttribute('aria-labelledby', 'log-title');
    this.#waitingButton.hidden = true;
    this.#stream = element('div', 'stream', this.#list, this.#olderButton);
    const heading = element('div', 'log-heading', byId('log-title'), this.#waitingButton, clear, this.#filter.node);
    this.#bulk = bulkButtons(() => this.#chosen(), this.#announcer);
    byId('log-panel').append(heading, this.#hint, this.#stream, this.#bulk);
    this.#list.addEventListener('click', ({ target }) => this.#toggle(target.closest('.line-button')));
    this.#list.addEventListener('keydown', (event) => this.#move(event));
    this.#listenForReaders(byId('log-panel'));
    this.#redraw();
  }

  /** What the filter lets through, the oldest first. */
  #chosen() {
    return [...this.#ring.oldestFirst()].filter(({ event }) => this.#filter.admits(event));
  }

  #add(told) {
    const entry = { ...told, number: ++this.#lastNumber };
    this.#ring.push(entry);
    this.#waiting += this.#filter.admits(entry.event) ? 1 : 0;
    this.#drawing.schedule();
  }

  #listenForReaders(panel) {
    panel.addEventListener('pointerenter', ({ pointerType }) => (this.#isPointed = pointerType !== 'touch'));
    panel.addEventListener('pointerleave', () => {
      this.#isPointed = false;
      this.#drawing.schedule();
    });
    panel.addEventListener('focusout', () => this.#drawing.schedule());
    this.#stream.addEventListener('scroll', () => {
      this.#isScrolled = this.#stream.scrollTop > 0;
      this.#drawing.schedule();
    });
  }

  #isRead() {
    const focused = document.activeElement;
    const isFocused = this.#stream.contains(focused) && focused.matches(':focus-visible');
    return this.#isPointed || this.#isScrolled || isFocused || this.#expanded.size > 0;
  }

  #draw() {
    const isHeld = this.#isRead() && this.#list.firstChild !== null;
    if (!isHeld) {
      this.#limit = DRAWN;
      this.#showWaiting();
    }
    this.#waitingButton.hidden = this.#waiting === 0;
    setText(this.#waitingButton, `+${formatInteger(this.#waiting)} more`);
  }

  /** Puts the newest of those that wait on top, never more than the list will keep. */
  #showWaiting() {
    this.#list.prepend(...this.#newest(Math.min(this.#waiting, this.#limit)).map((entry) => this.#item(entry)));
    this.#waiting = 0;
    this.#trim();
  }

  #newest(count) {
    const found = [];
    for (const entry of this.#ring.newestFirst()) {
      if (found.length === count) {
        break;
      }
      if (this.#filter.admits(entry.event)) {
        found.push(entry);
      }
    }
    return found;
  }

  /** Drops what is beyond the list's end, or forgotten. */
  #trim() {
    const oldest = this.#ring.oldest?.number ?? Infinity;
    for (let last = this.#list.lastElementChild; last; last = this.#list.lastElementChild) {
      if (this.#list.childElementCount <= this.#limit && this.#entries.get(last).number >= oldest) {
        break;
      }
      this.#expanded.delete(last);
      last.remove();
    }
    this.#list.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    this.#list.querySelector('.line-button')?.setAttribute('tabindex', '0');
    const drawn = this.#list.childElementCount;
    this.#olderButton.hidden = drawn < this.#limit || this.#newest(drawn + 1).length === drawn;
    this.#hint.hidden = drawn > 0;
    this.#bulk.hidden = this.#ring.size === 0;
    setText(this.#hint, this.#ring.size === 0
      ? 'What happens from now on shows here, with its topic.'
      : 'None of the last events is of these kinds.');
  }

  #redraw() {
    this.#expanded.clear();
    this.#list.replaceChildren();
    this.#stream.scrollTop = 0;
    this.#limit = DRAWN;
    this.#waiting = this.#ring.size;
    this.#showWaiting();
    this.#waitingButton.hidden = true;
  }

  #catchUp() {
    this.#showWaiting();
    this.#waitingButton.hidden = true;
    this.#stream.scrollTop = 0;
    this.#list.querySelector('.line-button')?.focus({ preventScroll: true });
  }

  #showOlder() {
    this.#limit = Math.min(KEPT, this.#limit + OLDER);
    const drawn = this.#entries.get(this.#list.lastElementChild);
    const older = this.#newest(this.#limit + this.#waiting).filter(({ number }) => number < drawn.number);
    this.#list.append(...older.slice(0, OLDER).map((entry) => this.#item(entry)));
    this.#trim();
  }

  #clear() {
    this.#ring.clear();
    this.#redraw();
    this.#announcer.say('The events were cleared.');
  }

  #item(entry) {
    const { event, topic } = entry;
    const [mark, word] = sign(event);
    const what = element('span', 'what', word, ' ', describe(event));
    // The list hears of its lines' clicks.
    const line = element('button', 'line-button', mark, element('code', '', topic), timeOf(entry), what);
    line.type = 'button';
    line.tabIndex = -1;
    line.setAttribute('aria-expanded', 'false');
    const item = element('li', operationClass(event), line);
    this.#entries.set(item, entry);
    return item;
  }

  #toggle(line) {
    if (line === null) {
      return;
    }
    const item = line.parentElement;
    const isOpen = !this.#expanded.delete(item) && Boolean(this.#expanded.add(item));
    line.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) {
      const entry = this.#entries.get(item);
      item.append(eventDetails(entry, this.#latencyOf(entry.event), this.#announcer));
    } else {
      line.nextElementSibling.remove();
    }
    this.#drawing.schedule();
  }

  /** One stop for the Tab key; the arrow keys go from event to event. */
  #move(event) {
    const item = event.target.matches('.line-button') ? event.target.parentElement : null;
    const next = {
      ArrowDown: item?.nextElementSibling,
      ArrowUp: item?.previousElementSibling,
      Home: item && this.#list.firstElementChild,
      End: item && this.#list.lastElementChild,
    }[event.key];
    if (next) {
      event.preventDefault();
      event.target.tabIndex = -1;
      next.firstElementChild.tabIndex = 0;
      next.firstElementChild.focus();
    }
  }
}
