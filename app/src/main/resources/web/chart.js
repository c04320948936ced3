// The last minute, drawn once a second: changes per second as bars, latency as two lines.

import { byId, element, setText } from './dom.js';
import { formatInteger } from './format.js';
import { describeLatency, formatMillis, WINDOW_S } from './meter.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 100;
const EVERY_S = 1;
/** For those who want little to move. */
const CALM_EVERY_S = 5;

export class Chart {
  #meter;
  #rate = element('b', '', '0');
  #latency = element('span', 'latency');
  #mostChanges = element('span', 'scale left');
  #mostLatency = element('span', 'scale right');
  #svg = shape('svg', { viewBox: `0 0 ${WINDOW_S} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  #bars = Array.from({ length: WINDOW_S }, (_, x) => shape('rect', { class: 'bar', x: x + 0.12, width: 0.76 }));
  #p50 = shape('path', { class: 'p50' });
  #p95 = shape('path', { class: 'p95' });
  #legend = element('span', 'legend', element('span', 'p50', 'p50'), element('span', 'p95', 'p95'));
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #ticks = 0;

  /** @param {string} id of the section that becomes the chart @param {import('./meter.js').Meter} meter */
  constructor(id, meter) {
    this.#meter = meter;
    this.#svg.append(...this.#bars, this.#p95, this.#p50);
    const plot = element('div', 'plot', this.#svg, this.#mostChanges, this.#mostLatency);
    const axis = element('div', 'axis', element('span', '', '60 s ago'), this.#legend, element('span', '', 'now'));
    axis.setAttribute('aria-hidden', 'true');
    this.#mostChanges.setAttribute('aria-hidden', 'true');
    this.#mostLatency.setAttribute('aria-hidden', 'true');
    const words = element('p', 'words', element('span', 'rate', this.#rate, ' changes/s'), this.#latency);
    byId(id).append(words, plot, axis);
    setInterval(() => this.#tick(), 1_000);
    this.#draw();
  }

  #tick() {
    this.#ticks++;
    if (!document.hidden && this.#ticks % (this.#calm.matches ? CALM_EVERY_S : EVERY_S) === 0) {
      this.#draw();
    }
  }

  #draw() {
    const summary = this.#meter.summary();
    const series = this.#meter.series();
    const { text, title } = describeLatency(summary);
    setText(this.#rate, formatRate(summary.perSecond));
    setText(this.#latency, text);
    this.#latency.title = title;
    this.#drawPlot(series, text);
  }

  #drawPlot(series, text) {
    const mostChanges = Math.max(...series.map(({ changes }) => changes));
    const mostMs = Math.max(...series.map(({ p95Ms }) => p95Ms ?? 0));
    const changesScale = ceiling(mostChanges);
    const latencyScale = ceiling(mostMs);
    series.forEach(({ changes }, x) => {
      const height = (changes / changesScale) * HEIGHT;
      this.#bars[x].setAttribute('y', String(HEIGHT - height));
      this.#bars[x].setAttribute('height', String(height));
    });
    this.#p50.setAttribute('d', line(series.map(({ p50Ms }) => p50Ms), latencyScale));
    this.#p95.setAttribute('d', line(series.map(({ p95Ms }) => p95Ms), latencyScale));
    this.#legend.hidden = mostMs === 0;
    setText(this.#mostChanges, mostChanges === 0 ? '' : `${formatInteger(changesScale)}/s`);
    setText(this.#mostLatency, mostMs === 0 ? '' : formatMillis(latencyScale));
    const most = `Changes per second over the last minute: at most ${formatInteger(mostChanges)}, none in `
      + `${series.filter(({ changes }) => changes === 0).length} seconds.`;
    this.#svg.setAttribute('aria-label', text ? `${most} Latency: ${text}.` : most);
  }
}

/** The next of 1, 2, 5, 10, 20, 50 and so on: scales that rest while values move. */
export function ceiling(value) {
  if (value <= 1) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}

/** A path over the seconds that have a value; neighbours are joined, gaps are bridged by nothing. */
function line(values, scale) {
  let path = '';
  let isDown = false;
  values.forEach((value, x) => {
    if (value !== null) {
      const y = (HEIGHT - (value / scale) * HEIGHT).toFixed(1);
      path += isDown ? `L${x + 0.5} ${y}` : `M${x + 0.25} ${y}L${x + 0.75} ${y}`;
    }
    isDown = value !== null;
  });
  return path;
}

function formatRate(perSecond) {
  return perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : formatInteger(Math.round(perSecond));
}

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    node.setAttribute(attribute, String(value));
  }
  return node;
}
