// Sets of MySQL's global transaction ids: 'uuid:1-5:7,uuid:tag:1'.

export class GtidSet {
  /** @type {Map<string, Array<[number, number]>>} intervals, both ends included, by 'uuid' or 'uuid:tag' */
  #intervals = new Map();

  constructor(text) {
    for (const part of (text ?? '').split(',')) {
      const [uuid, ...rest] = part.trim().toLowerCase().split(':');
      let source = uuid;
      for (const word of rest) {
        if (/^\d/.test(word)) {
          const [first, last = first] = word.split('-').map(Number);
          this.#of(source).push([first, last]);
        } else {
          source = `${uuid}:${word}`;
        }
      }
    }
  }

  /** @param {string} gtid of one transaction: 'uuid:7' or 'uuid:tag:7' */
  contains(gtid) {
    const end = gtid.lastIndexOf(':');
    const number = Number(gtid.slice(end + 1));
    const intervals = this.#intervals.get(gtid.slice(0, end).toLowerCase()) ?? [];
    return intervals.some(([first, last]) => first <= number && number <= last);
  }

  #of(source) {
    if (!this.#intervals.has(source)) {
      this.#intervals.set(source, []);
    }
    return this.#intervals.get(source);
  }
}
