// An event as elements: its sign, its differences, and all that it says.

import { copyButton } from './copy.js';
import { element } from './dom.js';
import { describeOversized, differences, formatValue, operation, prettyJson } from './event.js';
import { formatClock, formatFull } from './format.js';
import { formatMillis } from './meter.js';
import { orderHref } from './route.js';

const MAX_SHOWN_VALUE = 2_000;
const MAX_SHOWN_JSON = 50_000;

/** The operation's sign and word, for the eye and the ear: never colour alone. */
export function sign(event) {
  const { glyph, word } = operation(event);
  const mark = element('span', 'glyph', glyph);
  mark.setAttribute('aria-hidden', 'true');
  return [mark, element('span', 'word', word)];
}

/** When an event came, and in its title when it was committed. */
export function timeOf({ event, at }) {
  const time = element('time', '', formatClock(at));
  time.dateTime = at.toISOString();
  time.title = event.committed_at ? `committed ${formatFull(event.committed_at)}` : '';
  return time;
}

/** Old and new, column by column. */
export function differenceList(event) {
  if (event.oversized) {
    return element('p', 'oversized', `${describeOversized(event.oversized)}.`);
  }
  const list = element('dl', 'diff');
  for (const { column, before, after, has } of differences(event)) {
    const value = element('dd');
    if (has !== 'after') {
      value.append(element('span', 'hidden', 'was '), element('s', '', cut(formatValue(before), MAX_SHOWN_VALUE)));
    }
    if (has === 'both') {
      const arrow = element('span', 'arrow', ' → ');
      arrow.setAttribute('aria-hidden', 'true');
      value.append(arrow, element('span', 'hidden', ', now '));
    }
    if (has !== 'before') {
      value.append(element('ins', '', cut(formatValue(after), MAX_SHOWN_VALUE)));
    }
    list.append(element('div', '', element('dt', '', column), value));
  }
  return list;
}

/** All that an event says. @param {number|null} latencyMs from its commit to this screen, if known */
export function eventDetails(entry, latencyMs, announcer) {
  const { key, topic, event, text } = entry;
  const json = prettyJson(entry);
  const pre = element('pre', '', cut(json, MAX_SHOWN_JSON));
  pre.tabIndex = 0;
  pre.setAttribute('aria-label', 'The event as JSON');
  const follow = element('a', '', `Follow order ${key}`);
  follow.href = orderHref(key);
  const buttons = element(
    'div',
    'event-buttons',
    copyButton('JSON', 'the JSON', () => text ?? JSON.stringify(event), pre, announcer),
    copyButton('Topic', 'the topic', () => topic, null, announcer),
    follow,
  );
  return element('div', 'event-details', differenceList(event), facts(event, latencyMs), pre, buttons);
}

function facts(event, latencyMs) {
  const list = element('dl', 'facts');
  const add = (name, value) => value && list.append(element('div', '', element('dt', '', name), element('dd', '', value)));
  const { server, gtid, file, pos, row } = event.source ?? {};
  add('Version', event.version);
  add('Committed', event.committed_at);
  add('Latency', latencyMs === null ? '' : `${formatMillis(latencyMs)} from the commit to this screen`);
  add('Binlog', file && `${file} at ${pos}, change ${row} of its transaction`);
  add('GTID', gtid);
  add('Server', server);
  return list;
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}
