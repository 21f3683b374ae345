import type { Draw } from './prng.ts';
import type { Schedule } from './schedule.ts';

/** How bad the way between one device and the server is. Probabilities, of each message. */
export type Weather = {
  lost: number;
  twice: number;
  /** Cut short, or a captive portal's page instead. */
  garbled: number;
  /** Receipts that something on the way had kept from an earlier push. */
  stale: number;
  /** An entry of a page is missing. */
  holed: number;
  slowMs: number;
};

export const FAIR: Weather = { lost: 0, twice: 0, garbled: 0, stale: 0, holed: 0, slowMs: 60 };
export const FOUL: Weather = {
  lost: 0.06,
  twice: 0.06,
  garbled: 0.03,
  stale: 0.03,
  holed: 0.03,
  slowMs: 400,
};

/** The way of one device to the server and back. Each direction may be cut by itself. */
export class Link {
  up = true;
  down = true;
  weather: Weather;
  readonly #deps: { schedule: Schedule; draw: Draw };
  readonly #lastAnswers = new Map<string, string>();

  constructor(deps: { schedule: Schedule; draw: Draw }, weather: Weather) {
    this.#deps = deps;
    this.weather = weather;
  }

  /** Brings a request to the server: not at all, once, or twice, each after a time of its own. */
  send(arrive: () => void): void {
    const { draw } = this.#deps;
    const copies = draw.chance(this.weather.twice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (draw.chance(this.weather.lost)) continue;
      this.#later(() => {
        if (this.up) arrive();
      });
    }
  }

  /** Brings an answer back, perhaps not as it left: `whole` tells whether it is what the server said just now. */
  answer(kind: string, text: string, arrive: (text: string, whole: boolean) => void): void {
    const { draw } = this.#deps;
    if (draw.chance(this.weather.lost)) return;
    const came = this.#changed(kind, text);
    this.#lastAnswers.set(kind, text);
    this.#later(() => {
      if (this.down) arrive(came, came === text);
    });
  }

  #later(run: () => void): void {
    const { schedule, draw } = this.#deps;
    // a few are held up for long: what was sent later overtakes them
    const slow = draw.chance(0.05) ? 40 : 1;
    schedule.after(draw.between(1, this.weather.slowMs * slow), run);
  }

  #changed(kind: string, text: string): string {
    const { draw } = this.#deps;
    const { garbled, stale, holed } = this.weather;
    if (draw.chance(garbled))
      return draw.chance(0.5) ? '<html>Bienvenue</html>' : text.slice(0, text.length >> 1);
    if (kind === 'push' && draw.chance(stale)) return this.#lastAnswers.get(kind) ?? text;
    return kind === 'pull' && draw.chance(holed) ? withoutAnEntry(text, draw) : text;
  }
}

function withoutAnEntry(text: string, draw: Draw): string {
  const answer: unknown = JSON.parse(text);
  const value = isRecord(answer) && isRecord(answer.value) ? answer.value : {};
  const results = Array.isArray(value.results) ? value.results : [];
  const pages = results.flatMap((one: unknown) =>
    isRecord(one) && Array.isArray(one.entries) ? [one.entries] : [],
  );
  const full = pages.filter((entries) => entries.length > 0);
  if (full.length === 0) return text;
  const entries = draw.pick(full);
  entries.splice(draw.between(0, entries.length - 1), 1);
  return JSON.stringify(answer);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
