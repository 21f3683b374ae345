import type { ReaderDescription } from '#cards/reader-description.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import type { BrowserFacts } from './browser-facts.ts';
import type { OutboxLine } from './outbox-port.ts';
import type { StationLine } from './reading-port.ts';
import type { StorageFacts } from './storage.ts';
import type { RelaisView } from './view-port.ts';

/**
 * What a support person needs, and nothing of anybody: no name, number, identifier of a person, dossier or device, no
 * title, no address. It is made by naming what goes in, never by taking things out. What a reader says of itself is left
 * out but for the numbers of its model: a serial may stand in its words.
 */
export type Diagnostic = {
  kind: 'relais-diagnostic';
  format: 1;
  /** ISO 8601, to the minute. */
  at: string;
  app: { version: string; wireVersion: number; instance: 'demo' | 'production'; locale: 'fr' | 'en' };
  browser: BrowserFacts;
  storage: StorageFacts | null;
  session: { signedIn: boolean; vault: RelaisView['vault']; vaults: number; sharedWorkstation: boolean };
  dossiers: { kept: number; pinned: number; incomplete: number; createdHere: number };
  /** Of the open vault; `unsent` counts those of a locked one too. */
  outbox: {
    unsent: number;
    byState: Record<OutboxLine['state'], number>;
    waitingByKind: Partial<Record<CommandBody['type'], number>>;
    refusedByCode: Partial<Record<RefusalCode, number>>;
    transfers: number;
  };
  sync: {
    online: boolean;
    state: RelaisView['sync']['state'];
    lastSuccessAt: string | null;
    error: RelaisView['sync']['error'] | null;
    serverRestoredAt: string | null;
    alteredTrees: number;
  };
  stations: readonly StationFacts[];
};

type StationFacts = {
  kind: StationLine['kind'];
  chosen: boolean;
  connected: boolean;
  cardPresent: boolean;
  problem: string | null;
  model: ReaderModel | null;
};
type ReaderModel = Pick<
  ReaderDescription,
  'vendorId' | 'productId' | 'interfaceClass' | 'exchangeLevel' | 'protocols' | 'slots' | 'pinPad'
>;

export type DiagnosticInput = {
  view: RelaisView;
  storage: StorageFacts | undefined;
  browser: BrowserFacts;
  /** Of the program. */
  version: string;
  locale: 'fr' | 'en';
  /** Ms since 1970. */
  now: number;
};

export function makeDiagnostic({
  view,
  storage,
  browser,
  version,
  locale,
  now,
}: DiagnosticInput): Diagnostic {
  return {
    kind: 'relais-diagnostic',
    format: 1,
    at: toMinute(now),
    app: { version, wireVersion: WIRE_VERSION, instance: view.demo ? 'demo' : 'production', locale },
    browser,
    storage: storage ?? null,
    session: {
      signedIn: view.session !== undefined,
      vault: view.vault,
      vaults: view.vaults.length,
      sharedWorkstation: view.passing,
    },
    dossiers: {
      kept: view.dossiers.length,
      pinned: view.dossiers.filter(({ pinned }) => pinned).length,
      incomplete: view.dossiers.filter(({ complete }) => !complete).length,
      createdHere: view.pending.length,
    },
    outbox: outboxFacts(view),
    sync: syncFacts(view),
    stations: view.stations.map(stationFacts),
  };
}

function outboxFacts({ outbox, unsent, transfers }: RelaisView): Diagnostic['outbox'] {
  const byState = { waiting: 0, sending: 0, sent: 0, refused: 0 };
  const waitingByKind: Diagnostic['outbox']['waitingByKind'] = {};
  const refusedByCode: Diagnostic['outbox']['refusedByCode'] = {};
  for (const { state, what, refused } of outbox) {
    byState[state]++;
    if (state === 'waiting') waitingByKind[what] = (waitingByKind[what] ?? 0) + 1;
    if (refused) refusedByCode[refused] = (refusedByCode[refused] ?? 0) + 1;
  }
  return { unsent, byState, waitingByKind, refusedByCode, transfers: transfers.length };
}

function syncFacts({ online, sync, serverRestoredAt, alteredHistory }: RelaisView): Diagnostic['sync'] {
  return {
    online,
    state: sync.state,
    lastSuccessAt: sync.lastSuccessAt === undefined ? null : toMinute(sync.lastSuccessAt),
    error: sync.error ?? null,
    serverRestoredAt: serverRestoredAt === undefined ? null : toMinute(serverRestoredAt),
    alteredTrees: alteredHistory.length,
  };
}

function stationFacts({ kind, chosen, connected, cardPresent, problem, reader }: StationLine): StationFacts {
  return { kind, chosen, connected, cardPresent, problem: problem?.type ?? null, model: modelOf(reader) };
}

function modelOf(reader: ReaderDescription | undefined): ReaderModel | null {
  if (!reader) return null;
  const { vendorId, productId, interfaceClass, exchangeLevel, protocols, slots, pinPad } = reader;
  return { vendorId, productId, interfaceClass, exchangeLevel, protocols, slots, pinPad };
}

const toMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
