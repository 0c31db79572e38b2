// Shows answers: in sight, and in words for who listens.

const find = id => document.getElementById(id);

function percent(confidence) {
  return confidence < 0.001 ? '< 0.1 %' : confidence > 0.999 ? '> 99.9 %' : `${(confidence * 100).toFixed(1)} %`;
}

/** Shows none of the panels but those named. */
function showOnly(...ids) {
  for (const id of ['nothing', 'character-answer', 'text-answer']) {
    find(id).hidden = !ids.includes(id);
  }
  find('problem').textContent = '';
  find('boxes').replaceChildren();
}

function say(words) {
  find('spoken').textContent = words;
}

export function showNothing(words) {
  showOnly('nothing');
  find('nothing').textContent = words;
  say(words);
}

export function showProblem(message) {
  showOnly();
  say('');
  find('problem').textContent = message;
}

export function showCharacter(answer) {
  if (answer.status !== 'Recognized') {
    showNothing(answer.status === 'Blank' ? 'There is nothing to see.' : 'This is not made as characters are, of a few strokes.');
    return;
  }

  showOnly('character-answer');
  const [best] = answer.candidates;
  const lead = best.confidence >= 0.9 ? 'This is' : best.confidence >= 0.5 ? 'Probably' : 'Perhaps';
  find('lead').textContent = lead;
  find('best').textContent = best.character;
  find('variants').textContent = best.variants.length > 1 ? `or ${best.variants.slice(1).join(', ')}` : '';
  find('candidates').replaceChildren(...answer.candidates.map(bar));
  find('normalized').src = `data:image/png;base64,${answer.normalized}`;
  const others = answer.candidates.slice(1, 3).map(c => `${c.character}, ${percent(c.confidence)}`);
  say(`${lead} ${best.character}, ${percent(best.confidence)}.${others.length > 0 ? ` Then ${others.join('; ')}.` : ''}`);
}

function bar(candidate) {
  const row = document.createElement('li');
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = candidate.character;
  const track = document.createElement('span');
  track.className = 'track';
  const fill = document.createElement('span');
  fill.style.width = `${candidate.confidence * 100}%`;
  track.append(fill);
  const share = document.createElement('span');
  share.className = 'share';
  share.textContent = percent(candidate.confidence);
  row.append(name, track, share);
  return row;
}

/** Shows a text, and its boxes over the drawing, in which the picture's pixels lie as told. */
export function showText(answer, { x, y, scale }) {
  const characters = answer.lines.flatMap(line => line.characters);
  if (characters.length === 0) {
    showNothing('There is nothing to read.');
    return;
  }

  showOnly('text-answer');
  find('text').textContent = answer.text;
  const doubtful = characters.filter(isDoubtful);
  find('doubts').textContent = doubtful.length > 0
    ? `In doubt: ${doubtful.map(c => `${c.character} (or ${c.candidates.slice(1, 3).map(o => o.character).join(', ')})`).join('; ')}`
    : 'No character is in doubt.';
  say(`It reads: ${answer.text.replaceAll('\n', ', ')}`);
  if (scale) {
    find('boxes').replaceChildren(...characters.map(character => box(character, x, y, scale)));
  }
}

const isDoubtful = character => character.confidence < 0.5 && character.candidates.length > 1;

function box(character, x, y, scale) {
  const { bounds } = character;
  const group = element('g', isDoubtful(character) ? { class: 'doubtful' } : {});
  const [left, top] = [x + bounds.x / scale, y + bounds.y / scale];
  group.append(
    element('rect', { x: left - 4, y: top - 4, width: bounds.width / scale + 8, height: bounds.height / scale + 8, rx: 6 }),
    element('text', { x: left, y: top > 36 ? top - 12 : top + bounds.height / scale + 30 }));
  group.lastChild.textContent = character.character;
  return group;
}

function element(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}
