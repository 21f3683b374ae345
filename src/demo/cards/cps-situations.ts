import { utf8, type Bytes } from '#base/bytes.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import { tlv } from '#cards/tlv/writer.ts';
import type { ElementaryFile } from './file-system.ts';

/** 3F00/0001/D120 to D12F: one file per place of practice (ANS, external specification of the PKCS#11 module). */
const FIRST_FID = 0xd120;
const MOST = 16;

export interface SituationFile extends ElementaryFile {
  /** Of the data object in EF(DODF). */
  readonly label: string;
}

/** The files CPS_ACTIVITY_01_PS and on, read only after the PIN. */
export function situationFiles(situations: readonly PracticeSituation[]): readonly SituationFile[] {
  if (situations.length > MOST) throw new RangeError('a CPS holds at most 16 places of practice');
  return situations.map((situation, i) => ({
    fid: FIRST_FID + i,
    label: `CPS_ACTIVITY_${String(i + 1).padStart(2, '0')}_PS`,
    content: situationObject(situation),
    guarded: true,
  }));
}

/** EE { 84 name, 85 Struct_IdNat, 86 sector }. */
const situationObject = ({ name, structureId, sector }: PracticeSituation): Bytes =>
  tlv(0xee, tlv(0x84, utf8(name)), optional(0x85, structureId), optional(0x86, sector));

const optional = (tag: number, text: string | undefined): Bytes =>
  text === undefined ? new Uint8Array() : tlv(tag, utf8(text));
