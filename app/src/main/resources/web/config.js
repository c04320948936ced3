// Where the broker is, as the server tells it and as this page is reached.

/**
 * @returns {Promise<{version: string, writeApi: boolean, url: string, login: object, topics: object, subscribeLine: string,
 *     topicsOf: (key: string) => string[], subscribeLineOf: (key: string) => string}>}
 */
export async function loadConfig() {
  const response = await fetch('config.json', { cache: 'no-store' });
  if (!response.ok) {
    throw new Error(`config.json: ${response.status}`);
  }
  const { version, write_api: writeApi, mqtt, topics } = await response.json();
  const scheme = mqtt.tls || location.protocol === 'https:' ? 'wss' : 'ws';
  const url = mqtt.websocket_url ?? `${scheme}://${location.hostname}:${mqtt.websocket_port}${mqtt.websocket_path}`;
  const login = mqtt.username === undefined ? {} : { username: mqtt.username, password: mqtt.password };
  return {
    version,
    writeApi,
    url,
    login,
    topics,
    subscribeLine: subscribeLine(mqtt, filtersOfAll(topics)),
    topicsOf: (key) => topicsOf(topics, key),
    subscribeLineOf: (key) => subscribeLine(mqtt, topicsOf(topics, key)),
  };
}

/** One filter for all topics of the rows where they share a first level that says so, otherwise each of them. */
export function filtersOfAll(topics) {
  const filters = [topics.state, ...topics.events];
  const root = topics.state.split('/')[0];
  const isShared = /^[\w-]+$/.test(root) && filters.every((filter) => filter.startsWith(`${root}/`));
  return isShared ? [`${root}/#`] : filters;
}

/** A row's own topics: its state, then its events. The key stands where the filters have their last `+`. */
export function topicsOf(topics, key) {
  return [topics.state, ...topics.events].map((filter) => {
    const at = filter.lastIndexOf('+');
    return filter.slice(0, at) + key + filter.slice(at + 1);
  });
}

/** A line for a terminal that shows what these filters match. @param {string} pageHost where the broker is if nothing else is said */
export function subscribeLine(mqtt, filters, pageHost = location.hostname) {
  const host = mqtt.host ?? pageHost.replace(/^\[|\]$/g, '');
  const tls = mqtt.tls ? ' --cafile CA.pem' : '';
  const user = mqtt.username === undefined ? '' : ' -u USER -P PASSWORD';
  return `mosquitto_sub -h ${host} -p ${mqtt.port}${tls}${user} ${filters.map((filter) => `-t ${quote(filter)}`).join(' ')} -v`;
}

/** For a shell: a quote ends the quotes, stands for itself, and opens them again. */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
