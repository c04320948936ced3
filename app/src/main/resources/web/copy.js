// Buttons that copy a line or a text.

import { byId, element, icon } from './dom.js';

const SAID_MS = 1_600;

export function wireCopyButtons(announcer) {
  for (const button of document.querySelectorAll('button.copy[data-copies]')) {
    const node = byId(button.dataset.copies);
    wire(button, () => node.textContent, node, announcer);
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
  const button = element('button', 'copy', icon('copy'), element('span', '', label));
  button.type = 'button';
  button.setAttribute('aria-label', `Copy ${what}`);
  button.title = `Copy ${what}`;
  wire(button, text, node, announcer);
  return button;
}

function wire(button, text, node, announcer) {
  const label = button.querySelector('span');
  const usual = label.textContent;
  button.addEventListener('click', async () => {
    const outcome = await copy(text(), node);
    label.textContent = outcome;
    announcer.say({ Copied: 'Copied.', Selected: 'Selected; copy it with your keyboard.' }[outcome] ?? 'It could not be copied.');
    setTimeout(() => (label.textContent = usual), SAID_MS);
  });
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
