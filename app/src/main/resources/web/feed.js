// The MQTT connection: one client at a time, made anew for each attempt, and all that it delivers goes to the store.

import mqtt from './vendor/mqtt/mqtt.esm.js';
import { parseJson } from './format.js';

const CONNECT_TIMEOUT_MS = 8_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 20_000;
/** Browsers run a hidden tab's timers once a minute; the broker hangs up after 1.5 times this. */
const KEEPALIVE_S = 120;
/** While somebody looks, a dead connection is noticed sooner. */
const PROBE_EVERY_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;
/** Retained states come in one burst after the subscription. */
const QUIET_MS = 600;

export class Feed {
  #url;
  #login;
  #topics;
  #store;
  #onSettled;
  #attempts = 0;

  // Of one connection.
  #client = null;
  #retryTimer = 0;
  #quietTimer = 0;
  #burstAt = 0;
  #probeTimer = 0;

  /**
   * @param login user name and password for the broker, or neither
   * @param onSettled called when the retained states of a connection have arrived
   */
  constructor(url, login, topics, store, onSettled) {
    this.#url = url;
    this.#login = login;
    this.#topics = topics;
    this.#store = store;
    this.#onSettled = onSettled;
  }

  start() {
    addEventListener('online', () => this.#wake());
    document.addEventListener('visibilitychange', () => document.hidden || this.#wake());
    setInterval(() => document.hidden || this.#probe(), PROBE_EVERY_MS);
    this.#connect();
  }

  /** The tab is looked at again, or the network is back: there is no reason to wait any longer. */
  #wake() {
    if (this.#client === null) {
      this.#attempts = 0;
      this.#connect();
    } else {
      this.#probe();
    }
  }

  #connect() {
    clearTimeout(this.#retryTimer);
    this.#store.setBroker(this.#store.broker.state === 'lost' ? 'lost' : 'connecting');
    const client = mqtt.connect(this.#url, {
      ...this.#login,
      protocolVersion: 5,
      clientId: `rowcast-page-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`,
      clean: true,
      keepalive: KEEPALIVE_S,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // Reconnecting is done here: with jitter, backing off, and at once where there is a reason.
      reconnectPeriod: 0,
      // The other timers are a worker made from a blob, which the page's own policy forbids.
      timerVariant: 'native',
    });
    this.#client = client;
    let reason = null;
    client.on('connect', () => this.#subscribe(client));
    client.on('message', (topic, payload, packet) => this.#receive(topic, payload, packet));
    client.on('packetreceive', () => this.#heard());
    client.on('error', (error) => {
      reason = error.message;
    });
    client.on('close', () => this.#lost(client, reason));
  }

  #subscribe(client) {
    this.#store.beginGeneration();
    const { state, events, status, info } = this.#topics;
    client.subscribe([status, info, ...events, state], { qos: 1 }, (error) => {
      if (error) {
        this.#lost(client, `subscribing was refused: ${error.message}`);
      } else if (client === this.#client) {
        this.#attempts = 0;
        this.#store.setBroker('live');
        this.#awaitQuiet();
      }
    });
  }

  #lost(client, reason) {
    if (client !== this.#client) {
      return;
    }
    this.#client = null;
    clearTimeout(this.#quietTimer);
    this.#heard();
    client.end(true);
    const bound = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(this.#attempts++, 10));
    const waitMs = bound / 2 + (Math.random() * bound) / 2;
    this.#retryTimer = setTimeout(() => this.#connect(), waitMs);
    const state = this.#store.broker.everLive || this.#attempts > 1 ? 'lost' : 'connecting';
    this.#store.setBroker(state, { retryAt: new Date(Date.now() + waitMs), reason });
  }

  #receive(topic, payload, packet) {
    if (topic === this.#topics.status) {
      this.#store.setOnline(payload.toString() === 'online');
    } else if (topic === this.#topics.info) {
      this.#store.setInfo(parseJson(payload.toString()));
    } else {
      const key = keyOf(topic, this.#topics.state);
      if (key === null) {
        this.#receiveEvent(topic, payload);
      } else {
        this.#receiveState(key, payload, packet);
      }
    }
  }

  #receiveState(key, payload, packet) {
    const row = payload.length === 0 ? null : parseJson(payload.toString());
    if (row === undefined) {
      return;
    }
    const version = packet.properties?.userProperties?.version ?? null;
    this.#store.applyState(key, row, version, !packet.retain);
    if (packet.retain) {
      this.#burstAt = performance.now();
    }
  }

  #receiveEvent(topic, payload) {
    const filter = this.#topics.events.find((candidate) => keyOf(topic, candidate) !== null);
    const text = payload.toString();
    const event = filter && parseJson(text);
    if (event?.op && event.version) {
      this.#store.applyEvent(keyOf(topic, filter), event, topic, text);
    }
  }

  /** Waits until no retained state has come for a while. */
  #awaitQuiet() {
    this.#burstAt = performance.now();
    const check = () => {
      const restMs = QUIET_MS - (performance.now() - this.#burstAt);
      if (restMs > 0) {
        this.#quietTimer = setTimeout(check, restMs);
        return;
      }
      this.#store.setSettled();
      this.#onSettled();
    };
    check();
  }

  /** Asks for a sign of life; without one the connection is given up, whatever the browser believes of it. */
  #probe() {
    const client = this.#client;
    if (!client?.connected || this.#probeTimer !== 0) {
      return;
    }
    client.sendPing();
    this.#probeTimer = setTimeout(() => this.#lost(client, 'the broker does not answer'), PROBE_TIMEOUT_MS);
  }

  #heard() {
    if (this.#probeTimer !== 0) {
      clearTimeout(this.#probeTimer);
      this.#probeTimer = 0;
    }
  }
}

/** What a topic has where its filter has the last `+`: the row's key. Null if the topic does not match. */
export function keyOf(topic, filter) {
  const levels = topic.split('/');
  const wanted = filter.split('/');
  if (levels.length !== wanted.length || !wanted.every((level, i) => level === '+' || level === levels[i])) {
    return null;
  }
  return levels[wanted.lastIndexOf('+')];
}
