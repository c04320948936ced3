// What the server still remembers of one row, through Server-Sent Events: it replays, says `live`, and is left again.

import { parseJson } from './format.js';

const PATIENCE_MS = 10_000;
const TYPES = ['inserted', 'updated', 'deleted'];
/** Ahead of all there are: what comes first is all that is kept. */
const FIRST_VERSION = '000000000000-00000000-0000000000-00000000';

/** Browsers log each request that is refused, so a server that has no such endpoint is asked once. */
let isRefused = false;

/**
 * Asks for the remembered events of a row. Silent where there is no answer.
 * @param {string} key the row's
 * @param {(event: object, text: string) => void} onEvent called for each event, the oldest first
 * @param {() => void} onGap called if the server says that older ones are lost
 * @returns {() => void} ends it
 */
export function replay(key, onEvent, onGap) {
  if (isRefused) {
    return () => {};
  }
  const source = new EventSource(`events?${new URLSearchParams({ table: 'orders', key, last_event_id: FIRST_VERSION })}`);
  const end = () => {
    clearTimeout(timer);
    source.close();
  };
  const timer = setTimeout(end, PATIENCE_MS);
  for (const type of TYPES) {
    source.addEventListener(type, ({ data, lastEventId }) => {
      const event = parseJson(data);
      if (event?.op) {
        onEvent({ ...event, version: event.version ?? lastEventId }, data);
      }
    });
  }
  source.addEventListener('gap', onGap);
  source.addEventListener('live', end);
  source.addEventListener('error', () => {
    // Closed by the browser: the answer was no event stream. Otherwise it would connect anew and replay all again.
    isRefused ||= source.readyState === EventSource.CLOSED;
    end();
  });
  return end;
}
