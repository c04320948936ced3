// What an event says: its words, its differences, its JSON. No DOM.

import { formatInteger } from './format.js';
import { sameValue } from './store.js';

/**
 * An event as the store tells of it. `text` is its JSON as received, where the store hands that on.
 * @typedef {{key: string, topic: string, event: object, at: Date, live: boolean, text?: string}} Told
 * @typedef {{column: string, before: any, after: any, has: 'before'|'after'|'both'}} Difference
 */

const OPERATIONS = {
  insert: { glyph: '+', word: 'inserted' },
  update: { glyph: '~', word: 'updated' },
  delete: { glyph: '−', word: 'deleted' },
};
const UNKNOWN = { glyph: '?', word: 'changed' };
const MAX_LINE_VALUE = 120;
const LINE_COLUMNS = 2;

export function operation({ op }) {
  return Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : UNKNOWN;
}

/** A class name: the operation's, or `unknown`. */
export function operationClass({ op }) {
  return Object.hasOwn(OPERATIONS, op) ? op : 'unknown';
}

/**
 * What an event changed, column by column: all columns of a row that came or went, those that differ of one that was updated.
 * @returns {Difference[]}
 */
export function differences({ before, after }) {
  if (!before || !after) {
    const has = after ? 'after' : 'before';
    return Object.entries(after ?? before ?? {}).map(([column, value]) => ({
      column,
      before: before ? value : undefined,
      after: after ? value : undefined,
      has,
    }));
  }
  const columns = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...columns]
    .filter((column) => !sameValue(before[column], after[column]))
    .map((column) => ({ column, before: before[column], after: after[column], has: 'both' }));
}

/** An event in one line. */
export function describe(event) {
  if (event.oversized) {
    return describeOversized(event.oversized);
  }
  const { before, after, key } = event;
  if (!before || !after) {
    const telling = Object.entries(after ?? before ?? {}).filter(([name, value]) => !(name in (key ?? {})) && value !== null);
    return telling.slice(0, LINE_COLUMNS).map(([, value]) => shorten(formatValue(value))).join(', ');
  }
  const changed = differences(event).filter(({ column }) => column !== 'updated_at');
  const words = changed.map((one) => `${one.column} ${shorten(formatValue(one.before))} → ${shorten(formatValue(one.after))}`);
  return words.join(', ') || 'nothing but its time';
}

export function describeOversized({ bytes, limit }) {
  return `the row is left out: ${formatInteger(bytes)} bytes, and the broker takes ${formatInteger(limit)}`;
}

/** A column's value as text that tells NULL from '' and from 'NULL'. */
export function formatValue(value) {
  if (value === null || value === undefined) {
    return 'NULL';
  }
  if (value === '') {
    return "''";
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function shorten(text) {
  return text.length > MAX_LINE_VALUE ? `${text.slice(0, MAX_LINE_VALUE)}…` : text;
}

/** An event's JSON over several lines; its numbers as they were received, where this browser can keep them so. */
export function prettyJson({ event, text }) {
  const source = text === undefined || !JSON.rawJSON ? event : JSON.parse(text, verbatim);
  return JSON.stringify(source, null, 2);
}

function verbatim(name, value, context) {
  return typeof value === 'number' && context?.source ? JSON.rawJSON(context.source) : value;
}

/**
 * Events as lines of JSON: each as it was received, with its topic and the time it came.
 * @param {Iterable<Told>} entries the oldest first
 */
export function toNdjson(entries) {
  let lines = '';
  for (const { event, text, topic, at } of entries) {
    const more = { topic, received_at: at.toISOString() };
    const end = text?.lastIndexOf('}') ?? -1;
    const isOneLine = end > 0 && !/[\r\n]/.test(text);
    lines += isOneLine ? `${text.slice(0, end)},${JSON.stringify(more).slice(1)}\n` : `${JSON.stringify({ ...event, ...more })}\n`;
  }
  return lines;
}

/** A name for a file of events that every file system takes. */
export function ndjsonName(date) {
  return `rowcast-events-${date.toISOString().replace(/[:.]/g, '-')}.ndjson`;
}
