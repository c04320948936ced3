// Values as people read them.

/** The labels of an order's status, in the order in which an order has them. */
export const STATUSES = ['pending', 'shipped', 'delivered'];

const money = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const integer = new Intl.NumberFormat();
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** JSON, with integers that a JavaScript number can not hold as text. Undefined if it is none. */
export function parseJson(text) {
  try {
    return /\d{16}/.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function exact(name, value, context) {
  const isInexact = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isInexact && /^-?\d+$/.test(context?.source ?? '') ? context.source : value;
}

/** A decimal text such as 1234.50; what is no number stays as it is. */
export function formatTotal(total) {
  return Number.isFinite(Number(total)) ? money.format(total) : String(total);
}

export function formatInteger(number) {
  return Number.isFinite(Number(number)) ? integer.format(number) : String(number);
}

export function formatClock(date) {
  return clock.format(date);
}

/** A time of today is a time; any other is a day and a time, between which a line may end. */
export function formatTime(text) {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    return String(text ?? '');
  }
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? clock.format(date) : `${day.format(date).replaceAll(' ', '\u00a0')}, ${clock.format(date)}`;
}

export function formatFull(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? '' : full.format(date);
}

export function formatAgo(date) {
  const seconds = Math.max(0, Math.round((Date.now() - date.getTime()) / 1000));
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ${minutes % 60} min ago`;
}

export function formatStatus(status) {
  const text = String(status ?? '');
  return text === '' ? '(none)' : text[0].toUpperCase() + text.slice(1);
}
