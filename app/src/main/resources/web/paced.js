// Drawing in animation frames: however often it is asked for, once per frame, and less often where that is enough.

export class Paced {
  #draw;
  #everyMs;
  #frame = 0;
  #drawnMs = -Infinity;

  /** @param {() => number} everyMs how much time has to lie between two drawings now; 0: each frame may draw */
  constructor(draw, everyMs = () => 0) {
    this.#draw = draw;
    this.#everyMs = everyMs;
  }

  schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (performance.now() - this.#drawnMs < this.#everyMs()) {
        this.schedule();
      } else {
        this.now();
      }
    });
  }

  /** Draws without waiting; what was scheduled is done by it. */
  now() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drawnMs = performance.now();
    this.#draw();
  }
}
