// What is known of the ways on which rows come: broker, MySQL's feed, and the list of rows. No DOM, no network.

/**
 * @typedef {'connecting'|'live'|'lost'|'refused'} BrokerState
 * @typedef {'waiting'|'listing'|'live'|'failed'} ListState
 *
 * Tells: 'change' after each change of it; 'streaming' when MySQL's feed has come back.
 */
export class Status extends EventTarget {
  /** The broker: since when it is so; when it is tried again; why. */
  broker = { state: 'connecting', since: new Date(), everLive: false, retryAt: null, reason: null };
  /** MySQL's feed as Rowcast tells it; `online` is null until it does. `heard`: on this connection. */
  feed = { online: null, info: null, since: null, heard: false };
  /** The list of rows: when it was last asked for; how many rows have come of it; why it could not be had. */
  list = { state: 'waiting', askedAt: null, rows: 0, reason: null, everLive: false };

  setBroker(state, more = {}) {
    const same = state === this.broker.state;
    this.broker = {
      state,
      since: same ? this.broker.since : new Date(),
      everLive: this.broker.everLive || state === 'live',
      retryAt: more.retryAt ?? null,
      reason: more.reason ?? null,
    };
    // Not on the way to live: a broker may deliver retained messages before it acknowledges the subscription.
    if (state !== 'live') {
      this.feed = { ...this.feed, heard: false };
    }
    this.#tell('change');
  }

  setOnline(online) {
    const same = online === this.feed.online;
    this.#setFeed({ ...this.feed, online, heard: true, since: same ? this.feed.since : new Date() });
  }

  setInfo(info) {
    const same = info?.phase === this.feed.info?.phase;
    this.#setFeed({ ...this.feed, info, since: same ? this.feed.since : new Date() });
  }

  setList(state, more = {}) {
    const begins = state === 'listing' && this.list.state !== 'listing';
    this.list = {
      state,
      askedAt: begins ? new Date() : this.list.askedAt,
      rows: more.rows ?? 0,
      reason: more.reason ?? null,
      everLive: this.list.everLive || state === 'live',
    };
    this.#tell('change');
  }

  /** Whether MySQL is being read and all that is read is told. */
  get isStreaming() {
    return this.feed.online === true && (this.feed.info?.phase ?? 'streaming') === 'streaming';
  }

  /** How many rows the table has, as Rowcast counts them; null if it has not said so. */
  get tableRows() {
    const tables = this.feed.info?.tables ?? [];
    return tables.length === 1 ? tables[0].rows : null;
  }

  #setFeed(feed) {
    const wasStreaming = this.isStreaming;
    const wasKnown = this.feed.online !== null;
    this.feed = feed;
    this.#tell('change');
    if (wasKnown && !wasStreaming && this.isStreaming) {
      this.#tell('streaming');
    }
  }

  #tell(type) {
    this.dispatchEvent(new Event(type));
  }
}
