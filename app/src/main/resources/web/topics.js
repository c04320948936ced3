// Where one order is told of, each line with a button that copies it.

import { copyButton } from './copy.js';
import { element } from './dom.js';

const NAMES = ['State', 'Inserted', 'Updated', 'Deleted'];

/** The topics of an order, and the line that follows it in a terminal. @returns {Element[]} */
export function topicLines(config, key, announcer) {
  return [
    ...config.topicsOf(key).map((topic, index) => copyLine(NAMES[index] ?? 'Event', topic, `the topic ${topic}`, announcer)),
    copyLine('In a terminal', config.subscribeLineOf(key), 'the line for a terminal', announcer),
  ];
}

function copyLine(name, text, what, announcer) {
  const code = element('code', '', text);
  const line = element('div', 'line', code, copyButton('Copy', what, () => text, code, announcer));
  return element('div', 'topic', element('span', '', name), line);
}
