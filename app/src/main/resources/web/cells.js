// The cells of a row: one for each column, and how its value is shown.

import { element, icon, setText, statusIcon } from './dom.js';
import { formatFull, formatInteger, formatStatus, formatTime, formatTotal, STATUSES } from './format.js';
import { orderHref } from './route.js';
import { sameValue } from './store.js';

const FLASH_MS = 2_600;

export const COLUMNS = [
  { name: 'id', label: 'Id', className: 'number id', format: String },
  { name: 'customer_name', label: 'Customer', className: 'text', format: String },
  { name: 'product_name', label: 'Product', className: 'text', format: String },
  { name: 'quantity', label: 'Quantity', className: 'number quantity', format: formatInteger },
  { name: 'total', label: 'Total', className: 'number total', format: formatTotal },
  { name: 'status', label: 'Status', className: 'status', format: formatStatus },
  { name: 'updated_at', label: 'Updated', className: 'updated', format: formatTime },
];

/** An empty cell of a column. */
export function createCell(column) {
  const cell = element('td', column.className);
  cell.setAttribute('role', 'cell');
  cell.dataset.label = column.label;
  cell.dataset.column = column.name;
  cell.append(element({ updated_at: 'time', id: 'a' }[column.name] ?? 'span', 'value'));
  return cell;
}

/** Shows a value in its cell. */
export function fillCell(cell, column, value) {
  const content = cell.lastElementChild;
  if (column.name === 'status') {
    fillBadge(content, value);
    return;
  }
  setText(content, value === null || value === undefined ? '' : column.format(value));
  if (column.name === 'updated_at') {
    content.dateTime = String(value ?? '');
    content.title = formatFull(value);
  } else if (column.name === 'id') {
    content.href = orderHref(value);
    content.setAttribute('aria-label', `Order ${value}`);
  } else if (column.className === 'text') {
    content.title = content.textContent;
  }
}

function fillBadge(content, value) {
  if (content.dataset.status !== String(value)) {
    content.dataset.status = String(value);
    content.className = `value badge ${STATUSES.includes(value) ? value : 'unknown'}`;
    content.replaceChildren(statusIcon(value), formatStatus(value));
  }
}

/** Shows for a while what a cell had before. */
export function flashChange(cell, column, before, after) {
  if (column.name === 'updated_at' || sameValue(before, after)) {
    return;
  }
  cell.querySelector('.was')?.remove();
  cell.classList.remove('changed');
  const was = element('span', 'was', element('span', 'hidden', 'was '), element('s', '', column.format(before ?? '')));
  cell.prepend(was);
  // The animation starts anew only after the browser has seen the cell without it.
  void cell.offsetWidth;
  cell.classList.add('changed');
  setTimeout(() => {
    if (was.isConnected) {
      was.remove();
      cell.classList.remove('changed');
    }
  }, FLASH_MS);
}

/** A sign that a row waits for something, in words for those who do not see it. */
export function pendingSign(words) {
  return element('span', 'pending-sign', icon('wait'), words);
}
