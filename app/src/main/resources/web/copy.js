// Buttons that copy a line.

import { byId } from './dom.js';

const SAID_MS = 1_600;

export function wireCopyButtons(announcer) {
  for (const button of document.querySelectorAll('button.copy')) {
    const label = button.querySelector('span');
    button.addEventListener('click', async () => {
      const isCopied = await copy(byId(button.dataset.copies));
      label.textContent = isCopied ? 'Copied' : 'Selected';
      announcer.say(isCopied ? 'Copied.' : 'Selected; copy it with your keyboard.');
      setTimeout(() => (label.textContent = 'Copy'), SAID_MS);
    });
  }
}

/** The clipboard is there for secure origins alone; elsewhere the line is selected, for the keyboard to copy. */
async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(node);
    return false;
  }
}
