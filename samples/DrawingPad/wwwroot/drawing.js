// A drawing in units of its own, 800 x 600, whatever the size of the canvas: strokes, and a picture below them.

export const WIDTH = 800;
export const HEIGHT = 600;

const LONGEST_SIDE = 1600;

export class Drawing {
  #past = [];
  #items = [];
  #future = [];
  #stroke = null;

  get isEmpty() { return this.#items.length === 0; }
  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  begin(point, width) {
    this.#stroke = { points: [point], width };
    this.#change([...this.#items, this.#stroke]);
  }

  extend(points) {
    this.#stroke?.points.push(...points);
  }

  end() {
    this.#stroke = null;
  }

  /** Puts a picture in the place of all that is there. */
  show(picture) {
    const scale = Math.min(WIDTH / picture.width, HEIGHT / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    this.#change([{ picture, x: (WIDTH - width) / 2, y: (HEIGHT - height) / 2, width, height }]);
  }

  clear() { this.#change([]); }

  undo() { this.#step(this.#past, this.#future); }

  redo() { this.#step(this.#future, this.#past); }

  /** Draws everything, in units of the drawing. */
  paint(context, ink) {
    for (const item of this.#items) {
      if (item.picture) {
        context.drawImage(item.picture, item.x, item.y, item.width, item.height);
      } else {
        paintStroke(context, item, ink);
      }
    }
  }

  /**
   * The drawing in black on white, as a PNG: the picture in its own size where there is one, or else the whole pad.
   * Gives with it where in the drawing the pixels lie: x and y of the first, and how many there are to a unit.
   */
  async export(width) {
    const picture = this.#items.find(item => item.picture);
    const frame = picture ?? { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    const own = picture ? Math.min(1, LONGEST_SIDE / Math.max(picture.picture.width, picture.picture.height)) : 1;
    const scale = picture ? own * picture.picture.width / picture.width : width / WIDTH;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(frame.width * scale));
    canvas.height = Math.max(1, Math.round(frame.height * scale));
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, -frame.x * scale, -frame.y * scale);
    this.paint(context, 'black');
    const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
    return { blob, x: frame.x, y: frame.y, scale };
  }

  #change(items) {
    this.#past.push(this.#items);
    this.#items = items;
    this.#future = [];
  }

  #step(from, to) {
    if (from.length > 0) {
      to.push(this.#items);
      this.#items = from.pop();
      this.#stroke = null;
    }
  }
}

/** A smooth line: each point bends the curve between the middles of its two neighbouring pieces. */
function paintStroke(context, { points, width }, ink) {
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(points[0].x, points[0].y);
  for (let i = 1; i < points.length - 1; i++) {
    const [point, next] = [points[i], points[i + 1]];
    context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  }
  const last = points[points.length - 1];
  context.lineTo(last.x, last.y);
  context.stroke();
}
