// Saving a text as a file: made here, sent nowhere.

import { element } from './dom.js';

const KEPT_MS = 10_000;

export function saveText(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = element('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
