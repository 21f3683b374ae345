import type { ConfigProblem } from '../config.ts';
import type { ServerState } from '../core/connection.ts';
import type { Notice } from '../core/ports.ts';
import type { ReaderProblem } from '../reading/reader-source.ts';
import type { StateError } from '../state/files.ts';
import { english } from './messages-en.ts';
import { french } from './messages-fr.ts';

/** A sentence for each error of a union; `sentenceOf` finds it. */
export type Sentences<E extends { readonly type: string }> = {
  readonly [T in E['type']]: (error: Extract<E, { type: T }>) => string | undefined;
};

/** Every sentence of the bridge's terminal and commands. */
export type Messages = {
  readonly program: string;
  readonly options: Readonly<
    Record<'origin' | 'name' | 'state' | 'readers' | 'config' | 'service' | 'open' | 'reset' | 'json', string>
  >;
  readonly commands: Readonly<
    Record<'status' | 'pair' | 'pairings' | 'accept' | 'decline' | 'revoke', string>
  >;
  readonly arguments: Readonly<Record<'digits' | 'number', string>>;
  readonly configuration: string;
  readonly configProblems: Sentences<ConfigProblem>;
  readonly stateErrors: Sentences<StateError>;
  readonly readerProblems: Sentences<ReaderProblem>;
  /** Errors of the commands, by type. */
  readonly controlErrors: Readonly<Record<string, string>>;
  readonly unexpected: string;
  readonly welcome: (origin: string, name: string) => string;
  readonly keys: string;
  readonly server: Readonly<Record<ServerState, string>>;
  readonly reader: (reader: string | null, cardPresent: boolean) => string;
  readonly notices: Sentences<SaidNotice>;
  readonly offer: (link: string, until: string) => readonly string[];
  readonly noOffer: string;
  readonly pin: (appName: string, triesLeft: number | undefined) => string;
  readonly pinTaken: string;
  readonly acceptQuestion: (appName: string, digits: string) => string;
  readonly yesKeys: string;
  readonly noKeys: string;
  readonly pairing: (row: PairingRow) => string;
  readonly noPairing: string;
  readonly revoked: (appName: string) => string;
  readonly answered: Readonly<Record<'accept' | 'decline', string>>;
  readonly waiting: (appName: string, digits: string) => string;
  readonly stopped: string;
  readonly locale: string;
  readonly usage: {
    readonly help: string;
    readonly titles: Readonly<Record<string, string>>;
    readonly errors: Readonly<Record<string, (name: string) => string>>;
  };
};

/** The others are said by the state that they lead to. */
export type SaidNotice = Exclude<
  Notice,
  { type: 'listening' | 'serverAway' | 'otherInstance' | 'otherVersion' | 'cardChanged' | 'fault' }
>;

export type PairingRow = {
  readonly number: number;
  readonly appName: string;
  readonly pairedOn: string;
  readonly usedOn: string;
  readonly accepted: boolean;
  readonly inUse: boolean;
};

/** French where the environment speaks it (LC_ALL, LC_MESSAGES, LANG: POSIX.1 §8.2), else English. */
export function messagesFor(env: Readonly<Record<string, string | undefined>>): Messages {
  const language = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLanguage();
  return /^fr/i.test(language) ? french : english;
}

/** Windows sets no such variable; there the system is asked. */
const systemLanguage = (): string =>
  process.platform === 'win32' ? new Intl.DateTimeFormat().resolvedOptions().locale : '';

/** The sentence of one error or notice of a union. */
export function sentenceOf<E extends { readonly type: string }>(
  table: Sentences<E>,
  error: E,
): string | undefined {
  const rows: Readonly<Record<string, ((error: never) => string | undefined) | undefined>> = table;
  // each row takes the member of the union that it is named after, which the compiler cannot follow
  const row = rows[error.type] as ((error: E) => string | undefined) | undefined;
  return row?.(error);
}
