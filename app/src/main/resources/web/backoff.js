/**
 * How long to wait before the next attempt: longer after each, up to a bound, and by chance, so that many pages do not come back
 * at the same moment.
 * @param {number} attempts that have failed before the last one
 * @returns {number} milliseconds
 */
export function backoff(attempts, minMs, maxMs) {
  const bound = Math.min(maxMs, minMs * 2 ** Math.min(attempts, 10));
  return bound / 2 + (Math.random() * bound) / 2;
}
