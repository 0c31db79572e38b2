// The server's API. Of many questions only the last one counts: an earlier one is cancelled, and its answer never given.

const PATIENCE = 60;

export class Questions {
  #last = 0;
  #timer;
  #cancel = new AbortController();

  /** Asks after a moment, unless another question comes; gives the answer, or the error, to whom it is for. */
  ask(path, getBody, onAnswer, onError) {
    const own = this.drop();
    this.#timer = setTimeout(async () => {
      try {
        const body = await getBody();
        if (own !== this.#last) {
          return;
        }
        this.#cancel = new AbortController();
        const answer = await send(path, { method: 'POST', body: body.blob, signal: this.#cancel.signal });
        if (own === this.#last) {
          onAnswer(answer, body);
        }
      } catch (error) {
        if (own !== this.#last) {
          return;
        }
        onError(error);
        if (error.retryAfter) {
          this.#timer = setTimeout(() => this.ask(path, getBody, onAnswer, onError), error.retryAfter * 1000);
        }
      }
    }, PATIENCE);
  }

  /** Forgets the question that is under way. */
  drop() {
    clearTimeout(this.#timer);
    this.#cancel.abort();
    return ++this.#last;
  }
}

export const getModel = () => send('api/model');

export function keepCorrection(label, picture) {
  const body = JSON.stringify({ label, picture });
  return send('api/corrections', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
}

/** The answer's JSON; what went wrong, in words, as an error. */
async function send(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Error('The server does not answer.');
  }
  if (response.ok) {
    return await response.json();
  }
  const problem = await response.json().catch(() => ({}));
  const error = new Error(problem.detail ?? firstOf(problem.errors) ?? problem.title ?? `The server answered ${response.status}.`);
  error.retryAfter = Number(response.headers.get('Retry-After'));
  throw error;
}

const firstOf = errors => errors && Object.values(errors)[0]?.[0];
