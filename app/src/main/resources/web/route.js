// Which order the address names: `#/orders/7`. The rest of the address belongs to others.

const ROUTE = /^#\/orders\/([^/]+)$/;

/** The address of an order that is followed. */
export function orderHref(key) {
  return `#/orders/${encodeURIComponent(key)}`;
}

/** The key in a hash; null if it names no order. */
export function keyInHash(hash) {
  const encoded = ROUTE.exec(hash)?.[1];
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

export class Route {
  #key = null;
  #onChange;

  /** @param {(key: string|null) => void} onChange called when the address names another order, or none */
  constructor(onChange) {
    this.#onChange = onChange;
    addEventListener('hashchange', () => this.read());
    addEventListener('popstate', () => this.read());
  }

  read() {
    const key = keyInHash(location.hash);
    if (key !== this.#key) {
      this.#key = key;
      this.#onChange(key);
    }
  }

  /** As a step of its own, so that Back returns to the order. */
  leave() {
    history.pushState(history.state, '', location.pathname + location.search);
    this.read();
  }
}
