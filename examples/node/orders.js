/**
 * What is known of a table's rows from Rowcast's messages. It knows no MQTT.
 *
 * Rows by key, kept equal to the table by state and events alike: whichever says more recent things holds. Versions are text
 * whose plain order is the order of changes; the empty text is before all of them. Of rows that are gone the versions are kept
 * on, the last `rememberGone` of them, for a change may be published twice.
 */
export class Orders {
  #there = new Map(); // key -> {row, version: the change that left it so, told: the last event that was told}
  #gone = new Map(); // the same with row null, the longest gone first
  #unconfirmed = null; // keys, while the retained state is read again
  #rememberGone;

  constructor({ rememberGone = 10_000 } = {}) {
    this.#rememberGone = rememberGone;
  }

  get size() {
    return this.#there.size;
  }

  get(key) {
    return this.#there.get(key)?.row ?? null;
  }

  /**
   * Takes a row as it is; null once it is deleted. Without a version (a broker that does not speak MQTT 5, a state that was
   * cleared as a ghost) it holds as it comes.
   */
  state(key, row, version = "") {
    this.#unconfirmed?.delete(key);
    const known = this.#known(key);
    if (version === "" || version >= known.version) {
      this.#put(key, { ...known, row, version: version || known.version });
    }
  }

  /** Takes what happened. False: it was told already, for a change may be published more than once. */
  event(key, event) {
    const known = this.#known(key);
    if (event.version <= known.told) {
      return false;
    }
    const told = event.version;
    // A row that is too large for the broker (ROWCAST_OVERSIZED) is told without its columns: then the state says what is left.
    if (event.version >= known.version && !event.oversized) {
      this.#unconfirmed?.delete(key);
      this.#put(key, { row: event.after, version: event.version, told });
    } else {
      this.#put(key, { ...known, told });
    }
    return true;
  }

  get isRefilling() {
    return this.#unconfirmed !== null;
  }

  /** All retained state is about to come (again), after a connection was made. */
  beginRefill() {
    this.#unconfirmed = new Set(this.#there.keys());
  }

  /** All retained state has come. Returns the keys of rows that were deleted while nobody was connected. */
  endRefill() {
    const ghosts = [...(this.#unconfirmed ?? [])];
    this.#unconfirmed = null;
    for (const key of ghosts) {
      this.#put(key, { ...this.#known(key), row: null });
    }
    return ghosts;
  }

  #known(key) {
    return this.#there.get(key) ?? this.#gone.get(key) ?? { row: null, version: "", told: "" };
  }

  #put(key, known) {
    this.#gone.delete(key);
    if (known.row !== null) {
      this.#there.set(key, known);
      return;
    }
    this.#there.delete(key);
    this.#gone.set(key, known);
    if (this.#gone.size > this.#rememberGone) {
      this.#gone.delete(this.#gone.keys().next().value);
    }
  }
}
