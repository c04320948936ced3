// What the table shows, in the page's URL: it can be kept, sent, and come back to.

import { STATUSES } from './format.js';
import { EVERYTHING, SORTABLE } from './view.js';

/** @returns {import('./view.js').Query} */
export function readQuery(search = location.search) {
  const parameters = new URLSearchParams(search);
  const sorting = parseSorting(parameters.get('sort') ?? formatSorting(EVERYTHING));
  const { sort, descending } = SORTABLE.includes(sorting.sort) ? sorting : EVERYTHING;
  return {
    text: parameters.get('q') ?? '',
    statuses: (parameters.get('status') ?? '').split(',').filter((status) => STATUSES.includes(status)),
    sort,
    descending,
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
  if (formatSorting(query) !== formatSorting(EVERYTHING)) {
    parameters.set('sort', formatSorting(query));
  }
  const search = parameters.toString().replaceAll('%2C', ',');
  history.replaceState(history.state, '', `${location.pathname}${search && `?${search}`}${location.hash}`);
}

/** A column and its direction as text: `-total` is from the highest total down. */
export function formatSorting({ sort, descending }) {
  return (descending ? '-' : '') + sort;
}

export function parseSorting(text) {
  return { sort: text.replace(/^-/, ''), descending: text.startsWith('-') };
}
