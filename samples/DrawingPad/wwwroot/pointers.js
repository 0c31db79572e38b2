// Mouse, finger and pen, as strokes in the drawing's units.

import { HEIGHT, WIDTH } from './drawing.js';

export function listenToPointers(canvas, { begin, extend, end }) {
  // One pointer draws at a time: a palm beside the pen, or a second finger, does nothing.
  let drawn = null;

  const toPoint = event => {
    const frame = canvas.getBoundingClientRect();
    return { x: (event.clientX - frame.left) * WIDTH / frame.width, y: (event.clientY - frame.top) * HEIGHT / frame.height };
  };

  canvas.addEventListener('pointerdown', event => {
    if (drawn === null && event.button === 0) {
      event.preventDefault();
      drawn = event.pointerId;
      if (event.isTrusted) {
        canvas.setPointerCapture(drawn);
      }
      begin(toPoint(event));
    }
  });

  canvas.addEventListener('pointermove', event => {
    if (event.pointerId === drawn) {
      // All the places that it was at since the last event: a fast stroke stays round.
      const places = event.getCoalescedEvents?.() ?? [];
      extend((places.length > 0 ? places : [event]).map(toPoint));
    }
  });

  for (const last of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(last, event => {
      if (event.pointerId === drawn) {
        drawn = null;
        end();
      }
    });
  }
}
