// The two signals, and what follows from them: whether the table is current, since when it is not, and why.

import { byId, setIcon, setText } from './dom.js';
import { formatAgo, formatClock, formatInteger } from './format.js';

const PATIENCE_MS = 2_000;
const FEED_WORDS = {
  starting: 'starting',
  standby: 'standing by',
  snapshot: 'reading the table',
  streaming: 'streaming',
  reconnecting: 'reconnecting',
  resync: 'reading the table anew',
  stopped: 'stopped',
};

export class Signals {
  #store;
  #status;
  #announcer;
  #said = '';
  #opened = Date.now();

  constructor(store, status, announcer) {
    this.#store = store;
    this.#status = status;
    this.#announcer = announcer;
    status.addEventListener('change', () => this.#draw());
    setInterval(() => this.#draw(), 1_000);
    this.#draw();
  }

  #draw() {
    const broker = brokerWords(this.#status.broker);
    const feed = feedWords(this.#status);
    drawSignal(byId('broker-signal'), broker);
    drawSignal(byId('feed-signal'), feed);
    this.#drawStale();
    this.#drawProgress();
    const said = `Broker ${broker.words}. MySQL feed ${feed.words}.`;
    if (said !== this.#said && Date.now() - this.#opened > PATIENCE_MS) {
      this.#said = said;
      this.#announcer.say(said);
    }
  }

  #drawStale() {
    const stale = this.#store.size > 0 ? staleness(this.#status, Date.now() - this.#opened) : null;
    const isStale = stale !== null;
    document.body.classList.toggle('is-stale', isStale);
    byId('stale').dataset.shown = String(isStale);
    if (isStale) {
      const when = stale.since ? `: as of ${formatClock(stale.since)}, ${formatAgo(stale.since)}` : '';
      setText(byId('stale'), `Not live${when}. ${stale.reason}`);
    } else {
      const { lastChange } = this.#store;
      setText(byId('stale'), lastChange === null ? '' : `Last change ${formatAgo(lastChange)}`);
    }
  }

  #drawProgress() {
    const { list } = this.#status;
    const total = this.#status.tableRows;
    const isShown = list.state === 'listing' && this.#store.size > 0;
    byId('progress').dataset.shown = String(isShown);
    byId('progress').max = Math.max(1, total ?? 0, list.rows);
    byId('progress').value = list.rows;
  }
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
  if (broker.state === 'refused') {
    return { state: 'refused', icon: 'bad', words: 'sign-in refused', more: next };
  }
  const words = broker.everLive ? `lost at ${formatClock(broker.since)}` : 'unreachable';
  return { state: 'lost', icon: 'bad', words, more: next };
}

function feedWords({ broker, feed }) {
  if (broker.state !== 'live' || !feed.heard) {
    const icon = ['lost', 'refused'].includes(broker.state) ? 'unknown' : 'wait';
    return { state: 'unknown', icon, words: 'not known', more: '' };
  }
  const phase = feed.info?.phase ?? (feed.online ? 'streaming' : 'stopped');
  if (feed.online && phase === 'streaming') {
    return { state: 'streaming', icon: 'good', words: 'streaming', more: '' };
  }
  if (!feed.online && phase === 'streaming') {
    return { state: 'offline', icon: 'bad', words: 'offline', more: '' };
  }
  const isBad = phase === 'reconnecting' || phase === 'stopped';
  return { state: phase, icon: isBad ? 'bad' : 'wait', words: FEED_WORDS[phase] ?? phase, more: progressWords(feed.info) };
}

/** How far the reading of the table is; empty if none is under way. */
export function progressWords(info) {
  const progress = info?.progress ?? [];
  if (progress.length === 0) {
    return '';
  }
  const rows = progress.reduce((sum, scan) => sum + (scan.rows ?? 0), 0);
  const of = progress.reduce((sum, scan) => sum + (scan.of ?? 0), 0);
  const remaining = Math.max(...progress.map((scan) => scan.remaining_s ?? 0));
  const much = of > 0 ? `${formatInteger(rows)} of about ${formatInteger(of)} rows` : `${formatInteger(rows)} rows so far`;
  return remaining > 0 ? `${much}, ${remaining} s left` : much;
}

/** Since when and why the table is not current; null if it is. */
function staleness(status, ageMs) {
  const { broker, feed, list } = status;
  if (broker.state === 'refused') {
    return { since: broker.since, reason: 'The broker refuses to let this page sign in.' };
  }
  if (broker.state !== 'live') {
    return broker.everLive ? { since: broker.since, reason: 'The connection to the broker is lost.' } : null;
  }
  if (!feed.heard) {
    const isLate = ageMs > PATIENCE_MS;
    return isLate ? { since: null, reason: 'The broker has not said whether MySQL is being read.' } : null;
  }
  if (!status.isStreaming) {
    const phase = feed.info?.phase;
    const isReading = phase === 'snapshot' || phase === 'resync';
    const what = isReading ? 'The table is being read; rows may be old until then.' : 'MySQL is not being read.';
    return { since: feed.since, reason: what + (feed.info?.reason ? ` Reason: ${feed.info.reason}.` : '') };
  }
  if (list.state === 'failed') {
    const reason = `The orders can not be listed: ${list.reason}. What is shown may lack some, or be old.`;
    return { since: list.askedAt, reason };
  }
  return list.state === 'listing' && list.everLive ? { since: null, reason: 'Catching up.' } : null;
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
