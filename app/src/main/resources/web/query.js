// What the table shows, in the page's URL: it can be kept, sent, and come back to.

import { STATUSES } from './dom.js';
import { EVERYTHING, SORTABLE } from './view.js';

/** @returns {import('./view.js').Query} */
export function readQuery(search = location.search) {
  const parameters = new URLSearchParams(search);
  const sort = parameters.get('sort') ?? '-id';
  const column = sort.replace(/^-/, '');
  const isKnown = SORTABLE.includes(column);
  return {
    text: parameters.get('q') ?? '',
    statuses: (parameters.get('status') ?? '').split(',').filter((status) => STATUSES.includes(status)),
    sort: isKnown ? column : EVERYTHING.sort,
    descending: isKnown ? sort.startsWith('-') : EVERYTHING.descending,
  };
}

/** Keeps the rest of the URL, and leaves no trail in the history. */
export function writeQuery(query) {
  const parameters = new URLSearchParams();
  if (query.text !== '') {
    parameters.set('q', query.text);
  }
  if (query.statuses.length > 0) {
    parameters.set('status', query.statuses.join(','));
  }
  if (query.sort !== EVERYTHING.sort || query.descending !== EVERYTHING.descending) {
    parameters.set('sort', (query.descending ? '-' : '') + query.sort);
  }
  const search = parameters.toString().replaceAll('%2C', ',');
  history.replaceState(history.state, '', `${location.pathname}${search && `?${search}`}${location.hash}`);
}
