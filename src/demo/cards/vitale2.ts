import { concat, hex, utf8, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { RECORDS_SFI, VITALE_AID } from '#cards/vitale/read-vitale.ts';
import type { VitalePerson } from '#cards/vitale/records.ts';
import { createEngine } from './engine.ts';
import { createFileSystem, type DedicatedFile, type FileSystemOptions } from './file-system.ts';
import type { SimulatedCard } from './simulated-card.ts';

export interface Vitale2Content {
  /** First the insured person, then the beneficiaries. */
  readonly persons: readonly VitalePerson[];
  /** 'YYYYMMDD'. */
  readonly validFrom?: string;
  /** Length of the card's own certificate after its records: with it a file exceeds 256 bytes. None where absent. */
  readonly certificateLength?: number;
}

const VITALE2_ATR = hex('3B 75 13 00 00 43 09 EA 90 00');
/** Files end in padding, since their size is fixed when the card is made. */
const PADDING = new Uint8Array(6);

/** A carte Vitale 2 with the files that are known (cardpeek's vitale_2.lua): MF, its EF.DIR, and VITALE. */
export function createVitale2Card(content: Vitale2Content, options: FileSystemOptions = {}): SimulatedCard {
  const files = createFileSystem(vitaleFiles(content), options);
  const engine = createEngine({ 0xa4: files.select, 0xb0: files.readBinary });
  return {
    atr: VITALE2_ATR,
    reset() {
      files.reset();
      engine.reset();
    },
    transmit: engine.transmit,
  };
}

function vitaleFiles(content: Vitale2Content): DedicatedFile {
  return {
    fid: 0x3f00,
    aid: concat(hex('D2500000 02'), utf8('MF_VITALE')),
    files: [
      { fid: 0x2f00, sfi: 30, content: tlv(0x61, tlv(0x4f, VITALE_AID), tlv(0x50, utf8('VITALE'))) },
      { fid: 0x2f10, sfi: RECORDS_SFI, content: identityFile(content) },
      {
        fid: 0x2000,
        aid: VITALE_AID,
        files: [
          { fid: 0x2001, sfi: 1, content: POINTERS },
          { fid: 0x2010, sfi: RECORDS_SFI, content: numberFile(content) },
        ],
      },
    ],
  };
}

/** EF «POINTERS»: E0 { A0 { 82 entry, then the application's name } 80 { name, entry, file } }. */
const POINTERS = tlv(
  0xe0,
  tlv(0xa0, tlv(0x82, hex('0001'), hex('0000'), VITALE_AID)),
  tlv(0x80, utf8('IDENTITE'), hex('0001'), hex('2010')),
);

const identityFile = ({ persons, validFrom, certificateLength }: Vitale2Content): Bytes =>
  concat(
    ...persons.map(identityTemplate),
    validFrom === undefined ? new Uint8Array() : tlv(0x66, tlv(0x80, latin1(validFrom))),
    certificateLength === undefined ? new Uint8Array() : cardCertificate(certificateLength),
    PADDING,
  );

const identityTemplate = ({ familyName, firstName, birthDate, nationality }: VitalePerson): Bytes =>
  tlv(
    0x65,
    tlv(0x80, latin1(familyName)),
    tlv(0x81, latin1(firstName)),
    tlv(0x82, latin1(birthDate)),
    nationality === undefined ? new Uint8Array() : tlv(0x90, latin1(nationality)),
  );

/** A beneficiary without an NIR of their own has a template too, empty: the order joins the two files. */
const numberFile = ({ persons }: Vitale2Content): Bytes =>
  concat(
    ...persons.map(({ nir }) => tlv(0x65, nir === undefined ? new Uint8Array() : tlv(0x93, latin1(nir)))),
    PADDING,
  );

/** 7F21 { 5F37 signature, 5F38 remainder of the public key }: bytes without meaning, in the right shape. */
function cardCertificate(length: number): Bytes {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 89 + 41) & 0xff);
  const half = length >> 1;
  return tlv(0x7f21, tlv(0x5f37, bytes.subarray(0, half)), tlv(0x5f38, bytes.subarray(half)));
}

/** ISO/IEC 8859-1; a character outside it is a mistake in our data. */
function latin1(text: string): Bytes {
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (code > 0xff) throw new RangeError('not in Latin-1');
    return code;
  });
}
