// Puts the parts together.

import { NoActions, RowActions } from './actions.js';
import { Announcer } from './announcer.js';
import { listOrders } from './api.js';
import { Catchup } from './catchup.js';
import { Chart } from './chart.js';
import { DatabaseClock } from './clock.js';
import { loadConfig } from './config.js';
import { wireCopyButtons } from './copy.js';
import { OrderDialog } from './dialogs.js';
import { byId } from './dom.js';
import { EmptyState } from './empty.js';
import { Feed } from './feed.js';
import { Keyboard } from './keyboard.js';
import { LogView } from './log.js';
import { Meter } from './meter.js';
import { Notices } from './notices.js';
import { OrderPanel } from './order.js';
import { Signals } from './signals.js';
import { Status } from './status.js';
import { Store } from './store.js';
import { TableView } from './table.js';
import { Toolbar } from './toolbar.js';
import { View } from './view.js';
import { Writes } from './writes.js';

const RETRY_MS = 2_000;

async function main() {
  const config = await patientConfig();
  byId('subscribe-code').textContent = config.subscribeLine;
  byId('version').textContent = `Rowcast ${config.version}`;

  const store = new Store();
  const status = new Status();
  const announcer = new Announcer(store);
  const view = new View(store);
  const writing = config.writeApi ? wireWriting(store, status, view, announcer) : null;
  const actions = writing?.actions ?? new NoActions();
  const table = new TableView(store, view, actions);
  const toolbar = new Toolbar(store, view, table, announcer);
  new Signals(store, status, announcer);
  new EmptyState(store, view, status, config, writing?.writes ?? null);
  const clock = new DatabaseClock();
  const meter = new Meter(store, clock);
  new Chart('chart', meter);
  const log = new LogView(store, announcer, (event) => meter.latencyOf(event));
  new OrderPanel(store, status, config, announcer, log);
  clock.start();
  new Keyboard(view, table, actions, {
    '/': () => toolbar.focusSearch(),
    p: () => toolbar.togglePause(),
    n: () => writing?.dialog.add(),
    u: () => writing?.notices.undoLast(),
  });
  wireCopyButtons(announcer);
  connect(config, store, status);
}

function wireWriting(store, status, view, announcer) {
  const writes = new Writes(store, status);
  const dialog = new OrderDialog(store, writes, announcer);
  const notices = new Notices(writes, announcer);
  writes.addEventListener('drafts', () => view.setDrafts(writes.drafts));
  return { writes, dialog, notices, actions: new RowActions(store, writes, (key) => dialog.edit(key)) };
}

function connect(config, store, status) {
  const catchup = new Catchup(store, status, listOrders, () => feed.askForState());
  const feed = new Feed(config.url, config.login, config.topics, status, {
    subscribed: () => catchup.begin(),
    lost: () => catchup.end(),
    event(key, event, topic, text) {
      const live = status.list.state === 'live' && !document.hidden && !store.isPaused;
      store.hear({ key, event, topic, text, live });
      catchup.take(key, event);
    },
    state(key, row, version) {
      if (status.list.state === 'failed') {
        store.apply(key, row, version, false);
      } else {
        feed.dropState();
      }
    },
  });
  status.addEventListener('streaming', () => status.broker.state === 'live' && catchup.begin());
  document.addEventListener('visibilitychange', () => document.hidden || catchup.hurry());
  feed.start();
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
