// Making elements. Text is always text: nothing here reads HTML.

import { STATUSES } from './format.js';

const SVG = 'http://www.w3.org/2000/svg';

export function byId(id) {
  return document.getElementById(id);
}

/** An element with a class and children, each a node or a text. */
export function element(tag, className = '', ...children) {
  const node = document.createElement(tag);
  if (className) {
    node.className = className;
  }
  node.append(...children);
  return node;
}

/** A button that sends no form. */
export function button(className, onClick, ...children) {
  const node = element('button', className, ...children);
  node.type = 'button';
  node.addEventListener('click', onClick);
  return node;
}

/** One of the symbols that the page defines. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

export function setIcon(svg, name) {
  svg.querySelector('use').setAttribute('href', `#icon-${name}`);
}

/** Sets text only where it differs, so that selections and screen readers are left alone. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function statusIcon(status) {
  return icon(STATUSES.includes(status) ? status : 'unknown');
}
