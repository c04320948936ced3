// Keys of rows: integers of up to 20 digits, as text: beyond what a JavaScript number holds.

/** Smaller keys first. */
export function compareKeys(left, right) {
  if (left.length !== right.length) {
    return left.length - right.length;
  }
  return left < right ? -1 : left > right ? 1 : 0;
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
