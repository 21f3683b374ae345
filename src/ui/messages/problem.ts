import type { AppError, SyncErrorCode } from '#app/port.ts';
import type { CardError } from '#cards/errors.ts';
import type { BridgeError } from '#cards/station.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/** Everything that can fail in front of a person. */
export type Problem = AppError | CardError | BridgeError | { type: 'Sync'; code: SyncErrorCode };

/** An error in words: what happened, what was kept, what to do. */
export type ProblemWords = { title: string; whatHappened: string; whatWasKept: string; whatToDo: string };

type Wrapped = 'Card' | 'Bridge' | 'Server' | 'Refused' | 'Sync';

/** What stops an exchange with the server, but happened on the device. */
const DEVICE_PROBLEMS = {
  storageFull: { type: 'StorageFull' },
  storageFailed: { type: 'StorageFailed' },
  vaultDamaged: { type: 'VaultDamaged' },
} as const satisfies Partial<Record<SyncErrorCode, AppError>>;

/** One entry per error; the compiler and a test hold the table complete in every language. */
export type ProblemTexts = {
  app: {
    [T in Exclude<AppError['type'], Wrapped>]: (error: Extract<AppError, { type: T }>) => ProblemWords;
  };
  card: { [T in CardError['type']]: (error: Extract<CardError, { type: T }>) => ProblemWords };
  bridge: Record<BridgeError['type'], () => ProblemWords>;
  server: Record<Exclude<SyncErrorCode, keyof typeof DEVICE_PROBLEMS>, () => ProblemWords>;
  refusal: Record<RefusalCode, () => ProblemWords>;
};

/** Of a catalogue whose later part is asked for only when it is needed. */
export const problemTexts = (text: {
  errors: Pick<ProblemTexts, 'app'>;
  readonly failures: Omit<ProblemTexts, 'app'>;
}): ProblemTexts => ({
  app: text.errors.app,
  get bridge() {
    return text.failures.bridge;
  },
  get card() {
    return text.failures.card;
  },
  get refusal() {
    return text.failures.refusal;
  },
  get server() {
    return text.failures.server;
  },
});

export const words = (
  title: string,
  whatHappened: string,
  whatWasKept: string,
  whatToDo: string,
): ProblemWords => ({ title, whatHappened, whatWasKept, whatToDo });

/** The sentences for an error, in the language of the texts. */
export function problemWords(texts: ProblemTexts, problem: Problem): ProblemWords {
  if (problem.type === 'Card') return problemWords(texts, problem.card);
  if (problem.type === 'Bridge') return problemWords(texts, problem.bridge);
  if (problem.type === 'Server') return texts.server[problem.code]();
  if (problem.type === 'Sync') return syncWords(texts, problem.code);
  if (problem.type === 'Refused') return texts.refusal[problem.code]();
  return entryFor(texts, problem)(problem);
}

const isDeviceProblem = (code: SyncErrorCode): code is keyof typeof DEVICE_PROBLEMS =>
  code in DEVICE_PROBLEMS;

const syncWords = (texts: ProblemTexts, code: SyncErrorCode): ProblemWords =>
  isDeviceProblem(code) ? problemWords(texts, DEVICE_PROBLEMS[code]) : texts.server[code]();

type Plain = Exclude<Problem, { type: Wrapped }>;

type Entries = Partial<Record<Plain['type'], (problem: never) => ProblemWords>>;

/**
 * The types of the three tables do not overlap, so one lookup finds the entry made for this very error; the app's own
 * come first, since on a first opening there are no others.
 */
function entryFor(texts: ProblemTexts, { type }: Plain): (problem: Plain) => ProblemWords {
  const own: Entries = texts.app;
  const others = (): Entries => ({ ...texts.card, ...texts.bridge });
  const entry = own[type] ?? others()[type];
  if (!entry) throw new Error(`no sentence for ${type}`);
  return entry as (problem: Plain) => ProblemWords;
}
