// Puts the parts together.

import { Announcer } from './announcer.js';
import { Chart } from './chart.js';
import { DatabaseClock } from './clock.js';
import { loadConfig } from './config.js';
import { wireCopyButtons } from './copy.js';
import { byId } from './dom.js';
import { Feed } from './feed.js';
import { LogView } from './log.js';
import { Meter } from './meter.js';
import { OrderPanel } from './order.js';
import { Reconciler } from './reconcile.js';
import { Signals } from './signals.js';
import { Store } from './store.js';
import { Summary } from './summary.js';
import { TableView } from './table.js';
import { AddDialog, Notices, RowActions } from './writes.js';

const INSERT = `INSERT INTO orders (customer_name, product_name, quantity, total, status)
VALUES ('Ada Lovelace', 'Notebook', 2, 19.90, 'pending');`;
const RETRY_MS = 2_000;

async function main() {
  const config = await patientConfig();
  byId('subscribe-code').textContent = config.subscribeLine;
  byId('insert-code').textContent = INSERT;
  byId('version').textContent = `Rowcast ${config.version}`;

  const store = new Store();
  const announcer = new Announcer(store);
  const notices = new Notices(announcer);
  new TableView(store, config.writeApi ? new RowActions(notices) : null);
  new Summary(store);
  const clock = new DatabaseClock();
  const meter = new Meter(store, clock);
  new Chart('chart', meter);
  const log = new LogView(store, announcer, (event) => meter.latencyOf(event));
  new OrderPanel(store, config, announcer, log);
  clock.start();
  new Signals(store, config, announcer);
  if (config.writeApi) {
    new AddDialog(announcer);
  }
  wireCopyButtons(announcer);

  const reconciler = new Reconciler(store);
  new Feed(config.url, config.login, config.topics, store, () => reconciler.run()).start();
}

async function patientConfig() {
  for (;;) {
    try {
      return await loadConfig();
    } catch {
      byId('empty-title').textContent = 'The server does not answer';
      byId('empty-text').textContent = 'The page goes on trying.';
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

main();
