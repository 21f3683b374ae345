import type { Suite } from './suite.ts';

type Entry = {
  /** One line for `--help`. */
  readonly about: string;
  readonly load: () => Promise<{ measure: Suite }>;
};

/** Every suite: a file of `suites/` that exports `measure`, and a row here. */
export const SUITES: Readonly<Record<string, Entry>> = {
  app: {
    about: 'first load, offline reload, server start, traced writes beside raw libSQL',
    load: () => import('./suites/app.ts'),
  },
  cards: {
    about:
      'cards and readers: driver, PC/SC beside its raw binding, whole dialogues, exchanges, a paired bridge',
    load: () => import('./suites/cards.ts'),
  },
  documents: {
    about: 'reading the official clinical documents: parse, facts and narrative',
    load: () => import('./suites/documents.ts'),
  },
  rights: {
    about: 'verdicts, a list filtered for a reader, traced reads beside untraced ones, audit of traces',
    load: () => import('./suites/rights.ts'),
  },
  sync: {
    about:
      'initial sync, deltas, pushes, contents and memory, beside PouchDB, the algorithm of CHT and bare Dexie',
    load: () => import('./suites/sync.ts'),
  },
  ux: {
    about: 'what Lighthouse says of the demonstration at mobile settings: access, good practice, speed',
    load: () => import('./suites/ux.ts'),
  },
};
