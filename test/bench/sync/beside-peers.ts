import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import type { SyncBench } from '../suites/sync.ts';
import { DOSSIERS, PER_DOSSIER } from './filled-demo.ts';
import { measuringBrowser, onRelais } from './measuring-browser.ts';
import type { InitialSync } from './page.ts';
import { peerServer } from './peers.ts';
import { quietBrowser, type QuietPage } from './quiet-browser.ts';
import { wireBytes } from './wire-bytes.ts';

const ROUNDS = 3;
const DOCUMENTS = DOSSIERS * PER_DOSSIER;
const COMMANDS = 1000;
const PHOTOGRAPHS = 10;
const MEGABYTE = 1024 * 1024;
/** Of the text in each document that PouchDB pushes. */
const CHARACTERS = 1400;

type Samples = Readonly<Record<string, readonly number[]>>;

/** Relais and its peers in turns, each against its own server process, in one browser that nothing listens to. */
export async function besidePeers(bench: SyncBench): Promise<Figure[]> {
  const peers = await peerServer();
  const browser = await quietBrowser();
  const { dossiers, pushInto, origin } = bench.demo;
  const runs: InitialSync[] = [];
  const pouchNothingNew: number[] = [];
  const relais = <T>(use: (page: QuietPage) => Promise<T>) =>
    browser.onPage(`${origin}/api/health`, async (page) => {
      await page.addScript(bench.script);
      return use(page);
    });
  const peer = <T>(use: (page: QuietPage) => Promise<T>) => browser.onPage(peers.origin, use);
  try {
    const samples = await interleaved(ROUNDS, {
      sync: async () => {
        const run = await relais((page) =>
          page.evaluate((ids) => window.relaisBench.initialSync(ids), dossiers),
        );
        runs.push(run);
        return complete(run).ms;
      },
      cht: async () => complete(await peer((page) => page.evaluate(() => window.peers.cht()))).ms,
      pouch: async () => {
        const run = await peer((page) => page.evaluate(() => window.peers.replicate()));
        pouchNothingNew.push(run.nothingNewMs);
        return complete(run).ms;
      },
      dexie: async () => complete(await peer((page) => page.evaluate(() => window.peers.dexiePages()))).ms,
      push: () =>
        relais((page) =>
          page.evaluate(([ids, count]) => window.relaisBench.pushCommands(ids, count), [
            pushInto,
            COMMANDS,
          ] as const),
        ),
      pouchPush: () =>
        peer((page) =>
          page.evaluate(([count, characters]) => window.peers.pushDocuments(count, characters), [
            COMMANDS,
            CHARACTERS,
          ] as const),
        ),
      photographs: () =>
        relais((page) =>
          page.evaluate(([ids, count, bytes]) => window.relaisBench.pushPhotographs(ids, count, bytes), [
            pushInto,
            PHOTOGRAPHS,
            MEGABYTE,
          ] as const),
        ),
      attachments: () =>
        peer((page) =>
          page.evaluate(([count, bytes]) => window.peers.pushAttachments(count, bytes), [
            PHOTOGRAPHS,
            MEGABYTE,
          ] as const),
        ),
    });
    return [...figuresOf(samples), ...ownFigures(runs, pouchNothingNew), await onTheWire(bench)];
  } finally {
    await browser.close();
    await peers.remove();
  }
}

/** Counted by a browser that does listen. */
async function onTheWire(bench: SyncBench): Promise<Figure> {
  const browser = await measuringBrowser();
  try {
    const { dossiers, json } = bench.demo;
    return wireFigure(await onRelais(browser, bench, (page) => wireBytes(page, dossiers)), json);
  } finally {
    await browser.close();
  }
}

/** Who did not fetch all has no time. */
function complete<T extends { count: number }>(run: T): T {
  if (run.count !== DOCUMENTS) throw new Error(`${run.count} documents instead of ${DOCUMENTS}`);
  return run;
}

function figuresOf(samples: Samples): Figure[] {
  const of = (name: string): readonly number[] => samples[name] ?? [];
  const ratio = (one: string, other: string): number[] =>
    of(one).map((value, round) => value / (of(other)[round] ?? NaN));
  const sync = `initial sync of ${DOCUMENTS} documents in ${DOSSIERS} dossiers`;
  const push = `push of ${COMMANDS} commands`;
  const photographs = `push of ${PHOTOGRAPHS} photographs of 1 MB`;
  return [
    figure(`${sync}, sealed: beside the algorithm of CHT 4.2`, '×', ratio('sync', 'cht'), { atMost: 0.35 }),
    figure(`${sync}, sealed: beside bare Dexie, one blob per page`, '×', ratio('sync', 'dexie'), {
      atMost: 3,
    }),
    figure(`${sync}: Relais`, 'ms', of('sync')),
    figure(`${sync}: PouchDB, batches of 1000`, 'ms', of('pouch')),
    figure(`${sync}: algorithm of CHT 4.2`, 'ms', of('cht')),
    figure(`${sync}: bare Dexie, one AES-GCM blob per page of 1000`, 'ms', of('dexie')),
    figure(`${push}: beside PouchDB's push of as many documents`, '×', ratio('push', 'pouchPush'), {
      atMost: 0.6,
    }),
    figure(`${push}: Relais`, 'ms', of('push')),
    figure(`${push}: PouchDB`, 'ms', of('pouchPush')),
    figure(`${photographs}: rate beside PouchDB's`, '×', ratio('attachments', 'photographs'), {
      atLeast: 1.5,
    }),
    figure(`${photographs}: Relais`, 'MB/s', of('photographs').map(megabytesPerSecond)),
    figure(`${photographs}: PouchDB, as attachments`, 'MB/s', of('attachments').map(megabytesPerSecond)),
  ];
}

const megabytesPerSecond = (ms: number): number => PHOTOGRAPHS / (ms / 1000);

const ownFigures = (runs: readonly InitialSync[], pouchNothingNew: readonly number[]): Figure[] => [
  figure(
    `exchange in which nothing is new, ${DOSSIERS} dossiers on the device`,
    'ms',
    runs.flatMap(({ nothingNew }) => nothingNew),
    { atMost: 40 },
  ),
  figure('the same: PouchDB', 'ms', pouchNothingNew),
  figure(
    `opening a dossier of ${PER_DOSSIER} documents from the device`,
    'ms',
    runs.flatMap(({ openings }) => openings),
    { atMost: 15 },
  ),
];

const wireFigure = (received: number, json: number): Figure =>
  figure(
    'bytes on the wire of the initial sync, both ways, beside the JSON of the documents',
    '×',
    [received / json],
    {
      atMost: 0.4,
    },
  );
