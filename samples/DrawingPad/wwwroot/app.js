import { showCharacter, showNothing, showProblem, showText } from './answer.js';
import { getModel, keepCorrection, Questions } from './api.js';
import { listenToPointers } from './pointers.js';
import { Drawing, HEIGHT, WIDTH } from './drawing.js';

const find = id => document.getElementById(id);
const canvas = find('canvas');
const drawing = new Drawing();
const questions = new Questions();

// A picture that only the server may know how to read, in the place of the drawing.
let unseen = null;
// What the answer in sight is about.
let answered = null;

const isText = () => document.querySelector('input[name=mode]:checked').value === 'read';

function paint() {
  const ratio = window.devicePixelRatio;
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  context.setTransform(canvas.width / WIDTH, 0, 0, canvas.height / HEIGHT, 0, 0);
  drawing.paint(context, getComputedStyle(canvas).color);
}

/** Shows the drawing as it is, and asks what it is. */
function refresh() {
  paint();
  find('undo').disabled = !drawing.canUndo;
  find('redo').disabled = !drawing.canRedo;
  find('clear').disabled = drawing.isEmpty && !unseen;
  find('hint').hidden = !drawing.isEmpty || unseen !== null;
  forgetAnswer();
  if (drawing.isEmpty && !unseen) {
    questions.drop();
    showNothing('Nothing is drawn yet.');
    return;
  }

  find('answer').setAttribute('aria-busy', 'true');
  const text = isText();
  const path = `api/${text ? 'read' : 'predict'}${query(text)}`;
  const getBody = unseen ? () => ({ blob: unseen }) : () => drawing.export(text ? 800 : 480);
  questions.ask(path, getBody, (answer, body) => show(answer, body, text), error => {
    find('answer').removeAttribute('aria-busy');
    showProblem(error.message);
  });
}

function query(text) {
  const parameters = new URLSearchParams();
  const characters = find('characters').value === 'own' ? find('own').value : find('characters').value;
  if (characters) {
    parameters.set('characters', characters);
  }
  if (text && find('count').value) {
    parameters.set('count', find('count').value);
  }
  return parameters.size > 0 ? `?${parameters}` : '';
}

function show(answer, body, text) {
  find('answer').removeAttribute('aria-busy');
  if (text) {
    showText(answer, body);
  } else {
    showCharacter(answer);
    answered = body.blob;
    find('label').value = '';
  }
}

function forgetAnswer() {
  answered = null;
  find('kept').textContent = '';
}

function change(action) {
  unseen = null;
  action();
  refresh();
}

/** Shows a picture as the browser knows it; what the browser does not know, the server may. */
async function take(file) {
  if (!file) {
    return;
  }
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture) {
    change(() => drawing.show(picture));
  } else {
    drawing.clear();
    unseen = file;
    refresh();
  }
}

listenToPointers(canvas, {
  begin: point => { change(() => drawing.begin(point, Number(find('pen').value))); questions.drop(); },
  extend: points => { drawing.extend(points); paint(); },
  end: () => { drawing.end(); refresh(); },
});

find('undo').addEventListener('click', () => change(() => drawing.undo()));
find('redo').addEventListener('click', () => change(() => drawing.redo()));
find('clear').addEventListener('click', () => change(() => drawing.clear()));
document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.target.matches('input[type=text]')) {
    event.preventDefault();
    change(() => event.shiftKey ? drawing.redo() : drawing.undo());
  }
});

for (const button of ['choose', 'camera']) {
  const input = find(button === 'camera' ? 'photo' : 'file');
  find(button).addEventListener('click', () => input.click());
  input.addEventListener('change', async () => {
    await take(input.files[0]);
    input.value = '';
  });
}
document.addEventListener('paste', event => take(event.clipboardData.files[0]));
document.addEventListener('dragover', event => {
  event.preventDefault();
  find('pad').classList.add('over');
});
document.addEventListener('dragleave', () => find('pad').classList.remove('over'));
document.addEventListener('drop', event => {
  event.preventDefault();
  find('pad').classList.remove('over');
  take(event.dataTransfer.files[0]);
});

for (const control of [...document.querySelectorAll('input[name=mode]'), find('characters'), find('own'), find('count')]) {
  control.addEventListener('input', () => {
    find('own-setting').hidden = find('characters').value !== 'own';
    find('count-setting').hidden = !isText();
    refresh();
  });
}

find('correction').addEventListener('submit', async event => {
  event.preventDefault();
  const reader = new FileReader();
  reader.addEventListener('load', async () => {
    const words = await keepCorrection(find('label').value, reader.result.split(',')[1])
      .then(kept => `Kept as ${kept.className}; there are ${kept.count} now.`, error => error.message);
    find('kept').textContent = words;
  });
  if (answered) {
    reader.readAsDataURL(answered);
  }
});

new ResizeObserver(paint).observe(canvas);
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);

getModel().then(model => {
  find('correction').hidden = !model.keepsCorrections;
  find('label').replaceChildren(new Option('which?', ''), ...model.classes.map(c => new Option(c.characters.join(' '), c.name)));
}, error => showProblem(error.message));
