import type { DocumentId, DossierId, PsIdNat } from '#base/brand.ts';
import { AUTHORISATION_MS } from '#domain/access/durations.ts';
import type { Command, Receipt } from '#wire/commands.ts';
import { PSYCHIATRIC_SUMMARY } from './bodies.ts';

/** One command that the server carried out, or refused for good: a row of its receipts, in the order of its commits. */
export type LogEntry = { command: Command; outcome: Receipt['outcome']; at: number };

export type ModelDocument = {
  status: 'current' | 'archived' | 'deleted';
  masked: boolean;
  depositor: PsIdNat;
  typeCode: string;
  title: string;
};

/** One dossier after some command. */
export type Snapshot = {
  position: number;
  grants: ReadonlyMap<PsIdNat, number>;
  blocked: ReadonlySet<PsIdNat>;
  documents: ReadonlyMap<DocumentId, ModelDocument>;
  /** Acts in the history of its rights so far. */
  rightActs: number;
  /** A restore went back to before it was there. */
  gone?: boolean;
};

/** A moment to which a restore goes back: so many commands carried out, and the position then. */
export type ModelMark = { entries: number; position: number };

export type Reader = { psIdNat: PsIdNat; profession: string };

const EMPTY: Omit<Snapshot, 'position'> = {
  grants: new Map(),
  blocked: new Set(),
  documents: new Map(),
  rightActs: 0,
};

/**
 * What every dossier is, told from the commands that were carried out and from nothing else: written apart from the server,
 * so that the two can be held against each other. Only what the simulated people do is understood.
 */
export class Model {
  readonly #dossiers = new Map<DossierId, Snapshot[]>();
  /** Since the world began, or since what a restore went back to. */
  readonly log: LogEntry[] = [];
  #position = 0;

  /** Never goes back, whatever is restored: a moment has one position. */
  get position(): number {
    return this.#position;
  }

  get dossiers(): readonly DossierId[] {
    return [...this.#dossiers.keys()];
  }

  apply(entry: LogEntry): void {
    this.log.push(entry);
    this.#position++;
    const { outcome } = entry;
    if (outcome.type !== 'done') return;
    const history = this.#dossiers.get(outcome.dossierId) ?? [];
    const before = history.at(-1) ?? { ...EMPTY, position: 0 };
    const { body } = entry.command;
    if (body.type === 'createDossier' && history.length > 0 && !before.gone) return;
    history.push({ ...before, ...changed(before, entry), position: this.position, gone: false });
    this.#dossiers.set(outcome.dossierId, history);
  }

  mark(): ModelMark {
    return { entries: this.log.length, position: this.position };
  }

  /** Every dossier is as it was then; what was carried out since is lost, and returned. */
  goBack({ entries, position }: ModelMark): LogEntry[] {
    const lost = this.log.splice(entries);
    this.#position++;
    for (const history of this.#dossiers.values()) {
      const then = history.findLast((dossier) => dossier.position <= position);
      history.push({ ...(then ?? { ...EMPTY, gone: true }), position: this.position });
    }
    return lost;
  }

  now(dossierId: DossierId): Snapshot | undefined {
    return this.#dossiers.get(dossierId)?.at(-1);
  }

  /** As the dossier was at any time from a position on, the newest first; undefined: before it was there. */
  since(dossierId: DossierId, position: number): (Snapshot | undefined)[] {
    const history = this.#dossiers.get(dossierId) ?? [];
    const seen: (Snapshot | undefined)[] = [];
    for (let at = history.length - 1; at >= 0; at--) {
      seen.push(history[at]);
      if ((history[at]?.position ?? 0) <= position) return seen;
    }
    return [...seen, undefined];
  }
}

const WRITTEN = [
  'createDossier',
  'grantAuthorisation',
  'withdrawAuthorisation',
  'blockProfessional',
  'unblockProfessional',
  'provideDocument',
  'changeDocument',
] as const;
type Written = Extract<Command['body'], { type: (typeof WRITTEN)[number] }>;

const isWritten = (body: Command['body']): body is Written => WRITTEN.some((type) => type === body.type);

function changed(before: Snapshot, { command, at }: LogEntry): Partial<Snapshot> {
  const { body, author } = command;
  if (!isWritten(body)) throw new Error(`nobody here writes ${body.type}`);
  const rightActs = before.rightActs + 1;
  switch (body.type) {
    case 'createDossier':
      return { rightActs };
    case 'grantAuthorisation':
      return { rightActs, grants: new Map(before.grants).set(body.professional, at + AUTHORISATION_MS) };
    case 'withdrawAuthorisation': {
      const grants = new Map(before.grants);
      grants.delete(body.professional);
      return { rightActs, grants };
    }
    case 'blockProfessional':
      return { rightActs, blocked: new Set(before.blocked).add(body.professional) };
    case 'unblockProfessional':
      return { rightActs, blocked: new Set([...before.blocked].filter((who) => who !== body.professional)) };
    case 'provideDocument': {
      const { documentId, typeCode, title, visibility } = body.document;
      const masked = visibility.hiddenFromProfessionals;
      const document = { status: 'current', masked, depositor: author, typeCode, title } as const;
      return { documents: new Map(before.documents).set(documentId, document) };
    }
    case 'changeDocument': {
      const document = before.documents.get(body.documentId);
      if (!document) throw new Error('a change of a document that nobody provided was carried out');
      return {
        documents: new Map(before.documents).set(body.documentId, afterChange(document, body.change)),
      };
    }
  }
}

function afterChange(document: ModelDocument, change: string): ModelDocument {
  if (change === 'mask' || change === 'unmask') return { ...document, masked: change === 'mask' };
  if (change === 'archive') return { ...document, status: 'archived' };
  if (change === 'unarchive') return { ...document, status: 'current' };
  if (change === 'delete') return { ...document, status: 'deleted' };
  throw new Error(`nobody here does ${change}`);
}

/** L1111-17: an authorisation that lasts, and no block. */
export const mayRead = (dossier: Snapshot | undefined, { psIdNat }: Reader, now: number): boolean =>
  dossier !== undefined && !dossier.blocked.has(psIdNat) && (dossier.grants.get(psIdNat) ?? 0) > now;

/** Deleted: nobody. One's own: always. Masked (R1111-49), or closed to the profession by the matrix: not. */
export function maySee({ status, masked, depositor, typeCode }: ModelDocument, reader: Reader): boolean {
  if (status === 'deleted') return false;
  if (depositor === reader.psIdNat) return true;
  return !masked && !(typeCode === PSYCHIATRIC_SUMMARY && reader.profession === '60');
}

/** One line for each document that this reader sees, and one for the right by which: what a device is to hold. */
export function viewOf(dossier: Snapshot, reader: Reader): string {
  const lines = [...dossier.documents]
    .filter(([, document]) => maySee(document, reader))
    .map(([id, { status, masked, title }]) => lineOf({ id, status, masked, title }));
  return [`until ${dossier.grants.get(reader.psIdNat) ?? 0}`, ...lines.sort()].join('\n');
}

export const lineOf = (seen: { id: string; status: string; masked: boolean; title: string }): string =>
  `${seen.id} ${seen.status} ${seen.masked ? 'masked' : 'open'} ${seen.title}`;
