import type { DossierId } from '#base/brand.ts';
import { standingsOf, type Standing } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import { writeHeaderSeqs } from '#server/repositories/dossiers.ts';
import {
  holderDataRow,
  insertHolderDataRows,
  newestHolderDataSeqs,
  type NewHolderData,
} from '#server/repositories/holder-data.ts';
import type { SealKey } from '#server/seal.ts';
import type { Row } from '#server/statement.ts';

/**
 * What the commands of one transaction read once for all of them, and write together at its end. Of a hundred commands
 * on a few dossiers each would read the same rows, and each insertion alone takes as long as ten in one statement.
 */
export type Gathered = {
  standingOf(asking: Asking, dossierId: DossierId): Promise<Standing>;
  /** Number of the newest version of the holder's data; 0 where nothing was ever written. */
  holderDataSeqOf(dossierId: DossierId): Promise<number>;
  /** Takes the next number of a dossier whose standing was asked for. */
  addHolderData(version: Omit<NewHolderData, 'seq'>, key: SealKey): void;
};

type Asking = Pick<Standing, 'asker' | 'circumstances' | 'now'>;

/** For whoever carries the commands out. */
export type Gathering = Gathered & {
  /** What was held back stands in the database then. */
  write(): Promise<void>;
  /** What was read may have changed: it is read again. */
  forget(): void;
};

/** @param dossierIds those that the commands name, looked up together when the first of them is asked for */
export function gathering(tx: Transaction, dossierIds: readonly DossierId[]): Gathering {
  let expected = dossierIds;
  const standings = new Map<DossierId, Standing>();
  const dataSeqs = new Map<DossierId, number>();
  let taken: { dossierId: DossierId; seq: number; at: number }[] = [];
  let rows: Row[] = [];

  const lookedUp = (dossierId: DossierId): readonly DossierId[] =>
    expected.includes(dossierId) ? expected : [dossierId];

  /** Numbers are counted here from the row on: nobody else takes one before they are written. */
  function nextSeq(dossierId: DossierId, at: number): number {
    const standing = standings.get(dossierId);
    if (!standing?.row) throw new Error('a dossier took no sequence number');
    const seq = standing.row.seq + 1;
    standings.set(dossierId, { ...standing, row: { ...standing.row, seq, headerSeq: seq } });
    taken.push({ dossierId, seq, at });
    return seq;
  }

  return {
    async standingOf({ asker, circumstances, now }, dossierId) {
      const asking = { asker, circumstances, now };
      if (!standings.has(dossierId))
        for (const [id, one] of await standingsOf(tx, asking, lookedUp(dossierId))) standings.set(id, one);
      const standing = standings.get(dossierId);
      if (!standing) throw new Error('a dossier that was looked up has no standing');
      return { ...standing, ...asking };
    },
    async holderDataSeqOf(dossierId) {
      if (!dataSeqs.has(dossierId))
        for (const [id, seq] of await newestHolderDataSeqs(tx, lookedUp(dossierId))) dataSeqs.set(id, seq);
      return dataSeqs.get(dossierId) ?? 0;
    },
    addHolderData(version, key) {
      const { dossierId, at } = version;
      const seq = nextSeq(dossierId, at);
      dataSeqs.set(dossierId, seq);
      rows.push(holderDataRow({ ...version, seq }, key));
    },
    async write() {
      await writeHeaderSeqs(tx, taken);
      await insertHolderDataRows(tx, rows);
      [taken, rows] = [[], []];
    },
    forget() {
      expected = [];
      standings.clear();
      dataSeqs.clear();
    },
  };
}
