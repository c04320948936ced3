// Where the broker is, as the server tells it and as this page is reached.

/** @returns {Promise<{version: string, writeApi: boolean, url: string, login: object, topics: object, subscribeLine: string}>} */
export async function loadConfig() {
  const response = await fetch('config.json', { cache: 'no-store' });
  if (!response.ok) {
    throw new Error(`config.json: ${response.status}`);
  }
  const { version, write_api: writeApi, mqtt, topics } = await response.json();
  const scheme = mqtt.tls || location.protocol === 'https:' ? 'wss' : 'ws';
  const url = mqtt.websocket_url ?? `${scheme}://${location.hostname}:${mqtt.websocket_port}${mqtt.websocket_path}`;
  const login = mqtt.username === undefined ? {} : { username: mqtt.username, password: mqtt.password };
  return { version, writeApi, url, login, topics, subscribeLine: subscribeLine(mqtt, topics) };
}

function subscribeLine(mqtt, topics) {
  const host = mqtt.host ?? location.hostname.replace(/^\[|\]$/g, '');
  const filters = [topics.state, ...topics.events];
  const root = topics.state.split('/')[0];
  const isShared = /^[\w-]+$/.test(root) && filters.every((filter) => filter.startsWith(`${root}/`));
  const wanted = isShared ? [`${root}/#`] : filters;
  const tls = mqtt.tls ? ' --cafile CA.pem' : '';
  const user = mqtt.username === undefined ? '' : ' -u USER -P PASSWORD';
  return `mosquitto_sub -h ${host} -p ${mqtt.port}${tls}${user} ${wanted.map((filter) => `-t '${filter}'`).join(' ')} -v`;
}
