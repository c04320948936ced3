// The MQTT connection: one client at a time, made anew for each attempt. What it delivers goes to the listener.

import mqtt from './vendor/mqtt/mqtt.esm.js';
import { backoff } from './backoff.js';
import { parseJson } from './format.js';
import { keyOf } from './keys.js';

const CONNECT_TIMEOUT_MS = 8_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 20_000;
/** Browsers run a hidden tab's timers once a minute; the broker hangs up after 1.5 times this. */
const KEEPALIVE_S = 120;
/** While somebody looks, a dead connection is noticed sooner. */
const PROBE_EVERY_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;
/** Reason codes of MQTT 5 and return codes of 3.1.1: bad user name or password, not authorized. */
const REFUSALS = [0x86, 0x87, 4, 5];
/** Those that mean: speak an older MQTT. */
const OLDER_WANTED = [0x84, 1];
/** Retain handling of MQTT 5: retained messages are not sent when subscribing. */
const NO_RETAINED = 2;

/**
 * Who hears of what comes.
 * @typedef {{subscribed: () => void, lost: () => void, event: (key: string, event: object, topic: string, text: string) => void,
 *     state: (key: string, row: object|null, version: string) => void}} Listener
 */
export class Feed {
  #url;
  #login;
  #topics;
  #status;
  #listener;
  #attempts = 0;
  #protocol = 5;

  // Of one connection.
  #client = null;
  #hasAskedForState = false;
  #retryTimer = 0;
  #probeTimer = 0;

  /**
   * @param login user name and password for the broker, or neither
   * @param {Listener} listener
   */
  constructor(url, login, topics, status, listener) {
    this.#url = url;
    this.#login = login;
    this.#topics = topics;
    this.#status = status;
    this.#listener = listener;
  }

  start() {
    addEventListener('online', () => this.#wake());
    addEventListener('pageshow', () => this.#wake());
    document.addEventListener('visibilitychange', () => document.hidden || this.#wake());
    setInterval(() => document.hidden || this.#probe(), PROBE_EVERY_MS);
    this.#connect();
  }

  /** Asks for the retained state of every row: the last that is known where the table itself can not be asked. */
  askForState() {
    if (this.#client?.connected && !this.#hasAskedForState) {
      this.#hasAskedForState = true;
      this.#client.subscribe(this.#topics.state, { qos: 1 }, () => {});
    }
  }

  /** There is a better source of state again. */
  dropState() {
    if (this.#client?.connected && this.#hasAskedForState) {
      this.#hasAskedForState = false;
      this.#client.unsubscribe(this.#topics.state, () => {});
    }
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
    if (!['lost', 'refused'].includes(this.#status.broker.state)) {
      this.#status.setBroker('connecting');
    }
    const client = mqtt.connect(this.#url, {
      ...this.#login,
      protocolVersion: this.#protocol,
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
    this.#hasAskedForState = false;
    let failure = null;
    client.on('connect', () => this.#subscribe(client));
    client.on('message', (topic, payload, packet) => this.#receive(topic, payload, packet));
    client.on('packetreceive', () => this.#heard());
    client.on('error', (error) => {
      failure = error;
    });
    client.on('close', () => this.#lost(client, failure));
  }

  #subscribe(client) {
    const { events, status, info } = this.#topics;
    const wanted = Object.fromEntries([
      ...[status, info].map((topic) => [topic, { qos: 1 }]),
      ...events.map((topic) => [topic, { qos: 1, rh: NO_RETAINED }]),
    ]);
    client.subscribe(wanted, (error) => {
      if (error) {
        this.#lost(client, error);
      } else if (client === this.#client) {
        this.#attempts = 0;
        this.#status.setBroker('live');
        this.#listener.subscribed();
      }
    });
  }

  #lost(client, failure) {
    if (client !== this.#client) {
      return;
    }
    this.#client = null;
    this.#heard();
    client.end(true);
    if (OLDER_WANTED.includes(failure?.code)) {
      this.#protocol = 4;
    }
    const waitMs = backoff(this.#attempts++, RETRY_MIN_MS, RETRY_MAX_MS);
    this.#retryTimer = setTimeout(() => this.#connect(), waitMs);
    this.#status.setBroker(this.#stateAfter(failure), {
      retryAt: new Date(Date.now() + waitMs),
      reason: failure?.message ?? null,
    });
    this.#listener.lost();
  }

  #stateAfter(failure) {
    if (REFUSALS.includes(failure?.code)) {
      return 'refused';
    }
    return this.#status.broker.everLive || this.#attempts > 1 ? 'lost' : 'connecting';
  }

  #receive(topic, payload, packet) {
    if (topic === this.#topics.status) {
      this.#status.setOnline(payload.toString() === 'online');
      return;
    }
    if (topic === this.#topics.info) {
      this.#status.setInfo(parseJson(payload.toString()));
      return;
    }
    const filter = this.#topics.events.find((candidate) => keyOf(topic, candidate) !== null);
    if (filter !== undefined) {
      const text = payload.toString();
      const event = parseJson(text);
      if (event?.op && event.version) {
        this.#listener.event(keyOf(topic, filter), event, topic, text);
      }
      return;
    }
    const key = keyOf(topic, this.#topics.state);
    const row = payload.length === 0 ? null : parseJson(payload.toString());
    if (key !== null && row !== undefined) {
      this.#listener.state(key, row, packet.properties?.userProperties?.version ?? '');
    }
  }

  /** Asks for a sign of life; without one the connection is given up, whatever the browser believes of it. */
  #probe() {
    const client = this.#client;
    if (!client?.connected || this.#probeTimer !== 0) {
      return;
    }
    client.sendPing();
    this.#probeTimer = setTimeout(
      () => this.#lost(client, new Error('the broker does not answer')),
      PROBE_TIMEOUT_MS,
    );
  }

  #heard() {
    if (this.#probeTimer !== 0) {
      clearTimeout(this.#probeTimer);
      this.#probeTimer = 0;
    }
  }
}
