// Buttons that copy a line or a text.

import { button, byId, element, icon } from './dom.js';

const SAID_MS = 1_600;

export function wireCopyButtons(announcer) {
  for (const copies of document.querySelectorAll('button.copy[data-copies]')) {
    const node = byId(copies.dataset.copies);
    const click = copying(copies.querySelector('span'), () => node.textContent, node, announcer);
    copies.addEventListener('click', click);
  }
}

/**
 * A button that copies a text.
 * @param {string} label what it shows
 * @param {string} what it copies, in few words, for its name
 * @param {() => string} text asked when the button is used
 * @param {Element|null} node where the text can be selected, if the browser lets no page copy
 */
export function copyButton(label, what, text, node, announcer) {
  const words = element('span', '', label);
  const copies = button('copy', copying(words, text, node, announcer), icon('copy'), words);
  copies.setAttribute('aria-label', `Copy ${what}`);
  copies.title = `Copy ${what}`;
  return copies;
}

/** What a click does. @param {Element} words of the button, in whose place the outcome stands for a while */
function copying(words, text, node, announcer) {
  const usual = words.textContent;
  return async () => {
    const outcome = await copy(text(), node);
    words.textContent = outcome;
    announcer.say({ Copied: 'Copied.', Selected: 'Selected; copy it with your keyboard.' }[outcome] ?? 'It could not be copied.');
    setTimeout(() => (words.textContent = usual), SAID_MS);
  };
}

/** The clipboard is there for secure origins alone; elsewhere an older way may work, or the text is selected for the keyboard. */
async function copy(text, node) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch {
    if (copyTheOlderWay(text)) {
      return 'Copied';
    }
    if (node === null) {
      return 'Failed';
    }
    getSelection().selectAllChildren(node);
    return 'Selected';
  }
}

/** Through a field that holds the text for a moment. */
function copyTheOlderWay(text) {
  const focused = document.activeElement;
  const field = element('textarea', 'hidden');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}
