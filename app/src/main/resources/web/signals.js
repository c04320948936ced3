// The two signals, and what follows from them: whether the table is current, and what stands where it would be empty.

import { byId, setIcon, setText } from './dom.js';
import { formatAgo, formatClock, formatInteger } from './format.js';

const PATIENCE_MS = 2_000;
const FEED_WORDS = {
  starting: 'starting',
  snapshot: 'reading the table',
  streaming: 'streaming',
  reconnecting: 'reconnecting',
  resync: 'reading the table anew',
  stopped: 'stopped',
};

export class Signals {
  #store;
  #announcer;
  #config;
  #said = '';
  #opened = Date.now();
  #frame = 0;

  constructor(store, config, announcer) {
    this.#store = store;
    this.#config = config;
    this.#announcer = announcer;
    store.addEventListener('status', () => this.#draw());
    store.addEventListener('change', () => {
      this.#frame ||= requestAnimationFrame(() => this.#drawEmpty());
    });
    setInterval(() => this.#draw(), 1_000);
    this.#draw();
  }

  #draw() {
    const broker = brokerWords(this.#store.broker);
    const feed = feedWords(this.#store);
    drawSignal(byId('broker-signal'), broker);
    drawSignal(byId('feed-signal'), feed);
    this.#drawStale();
    this.#drawEmpty();
    const said = `Broker ${broker.words}. MySQL feed ${feed.words}.`;
    if (said !== this.#said && Date.now() - this.#opened > PATIENCE_MS) {
      this.#said = said;
      this.#announcer.say(said);
    }
  }

  #drawStale() {
    const stale = staleness(this.#store, Date.now() - this.#opened);
    document.body.classList.toggle('is-stale', stale !== null);
    byId('stale').hidden = stale === null;
    if (stale !== null) {
      const when = stale.since ? `: as of ${formatClock(stale.since)}, ${formatAgo(stale.since)}` : '';
      setText(byId('stale'), `Not live${when}. ${stale.reason}`);
    }
  }

  #drawEmpty() {
    this.#frame = 0;
    const store = this.#store;
    const isEmpty = store.size === 0 && byId('rows').childElementCount === 0;
    byId('empty').hidden = !isEmpty;
    byId('table').hidden = isEmpty;
    if (!isEmpty) {
      return;
    }
    const state = emptyState(store);
    byId('empty').dataset.state = state;
    byId('insert').hidden = state !== 'empty';
    const [title, text] = {
      waiting: ['Waiting for the orders', 'Connected; the broker has not told of any order yet.'],
      connecting: ['Connecting', `To ${this.#config.url}`],
      unreachable: [
        'The broker can not be reached',
        `Tried ${this.#config.url}. Is Rowcast running, is this port open to you, and does a proxy in between let `
          + 'WebSockets through? The page goes on trying.',
      ],
      empty: ['No orders yet', 'Insert one, and it appears here as soon as it is committed:'],
    }[state];
    setText(byId('empty-title'), title);
    setText(byId('empty-text'), text);
  }
}

function emptyState({ broker, feed, settled }) {
  if (broker.state === 'live') {
    const isComplete = settled && feed.online === true && (feed.info?.phase ?? 'streaming') === 'streaming';
    return isComplete ? 'empty' : 'waiting';
  }
  return broker.state === 'lost' ? 'unreachable' : 'connecting';
}

function brokerWords(broker) {
  if (broker.state === 'live') {
    return { state: 'live', icon: 'good', words: 'live', more: '' };
  }
  if (broker.state === 'connecting') {
    return { state: 'connecting', icon: 'wait', words: 'connecting', more: '' };
  }
  const waitSeconds = broker.retryAt ? Math.ceil((broker.retryAt.getTime() - Date.now()) / 1000) : 0;
  const next = waitSeconds > 0 ? `again in ${waitSeconds} s` : 'trying';
  const words = broker.everLive ? `lost at ${formatClock(broker.since)}` : 'unreachable';
  return { state: 'lost', icon: 'bad', words, more: next };
}

function feedWords({ broker, feed }) {
  if (broker.state !== 'live' || !feed.heard) {
    return { state: 'unknown', icon: broker.state === 'lost' ? 'unknown' : 'wait', words: 'not known', more: '' };
  }
  const phase = feed.info?.phase ?? (feed.online ? 'streaming' : 'stopped');
  if (feed.online && phase === 'streaming') {
    return { state: 'streaming', icon: 'good', words: 'streaming', more: '' };
  }
  if (!feed.online && phase === 'streaming') {
    return { state: 'offline', icon: 'bad', words: 'offline', more: '' };
  }
  const rows = (feed.info?.tables ?? []).reduce((sum, table) => sum + (table.rows ?? 0), 0);
  const progress = phase === 'snapshot' || phase === 'resync' ? `${formatInteger(rows)} rows so far` : '';
  const isBad = phase === 'reconnecting' || phase === 'stopped';
  return { state: phase, icon: isBad ? 'bad' : 'wait', words: FEED_WORDS[phase] ?? phase, more: progress };
}

/** Since when and why the table is not current; null if it is. */
function staleness({ broker, feed, size }, ageMs) {
  if (broker.state !== 'live') {
    return broker.everLive ? { since: broker.since, reason: 'The connection to the broker is lost.' } : null;
  }
  if (!feed.heard) {
    const isLate = size > 0 && ageMs > PATIENCE_MS;
    return isLate ? { since: null, reason: 'The broker has not said whether MySQL is being read.' } : null;
  }
  const phase = feed.info?.phase ?? 'streaming';
  if (feed.online && phase === 'streaming') {
    return null;
  }
  const reading = phase === 'snapshot' || phase === 'resync' ? 'The table is being read; rows may be old until then.' : null;
  const because = feed.info?.reason ? ` Reason: ${feed.info.reason}.` : '';
  return { since: feed.since, reason: (reading ?? 'MySQL is not being read.') + because };
}

function drawSignal(node, { state, icon, words, more }) {
  if (node.dataset.state !== state || node.dataset.icon !== icon) {
    node.dataset.state = state;
    node.dataset.icon = icon;
    setIcon(node.querySelector('.icon'), icon);
  }
  setText(node.querySelector('.words'), words);
  setText(node.querySelector('.more'), more);
}
