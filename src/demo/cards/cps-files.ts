import { concat, hex, utf8, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';
import type { CpsContent } from './cps-content.ts';
import { situationFiles, type SituationFile } from './cps-situations.ts';
import type { CardFile, DedicatedFile, ElementaryFile } from './file-system.ts';
import {
  certificateObject,
  dataObject,
  objectDirectory,
  passwordObject,
  privateKeyObject,
  tokenInfo,
  type PinDescription,
} from './pkcs15.ts';

export const CPS_ROOT_AID = hex('80250000 01FF0100');
export const PKCS15_AID = hex('E828BD080F 80250000 01FF0010');
const PKCS15_CONTACTLESS_AID = hex('E828BD080F 80250000 01FF0020');

/** A private key: its reference for MSE, and the last byte of its identifier. */
interface CpsKey {
  readonly reference: number;
  readonly idSuffix: number;
}

/** What differs from one generation to the next. */
export interface CpsGeneration {
  readonly label: 'CPS3' | 'CPS4';
  readonly signatureKey: CpsKey;
  readonly authenticationKey: CpsKey;
  /** EF.DIR is as long as this; as long as what it holds where absent. */
  readonly efDirLength?: number;
}

/** OpenSC issue 2267 (keys of a real card), OpenSC issue 2223 (length of EF.DIR). */
export const CPS3: CpsGeneration = {
  label: 'CPS3',
  signatureKey: { reference: 0x81, idSuffix: 0x01 },
  authenticationKey: { reference: 0x82, idSuffix: 0x02 },
  efDirLength: 101,
};

/** ANS Cryptolib 5.2, card-cps4.c. */
export const CPS4: CpsGeneration = {
  label: 'CPS4',
  signatureKey: { reference: 0x10, idSuffix: 0x10 },
  authenticationKey: { reference: 0x20, idSuffix: 0x20 },
};

/** The user's PIN in the object directory. */
const AUTH_ID = Uint8Array.of(0x01);

/** EF.ATR of a real CPx card, byte for byte (OpenSC issue 2223). */
const EF_ATR =
  hex(`80 43 01 B8 46 04 04 B0 EC C1 47 03 94 01 80 4F 08 80 25 00 00 01 FF 01 00 E0 10 02 02 01 04 02
  02 01 04 02 02 01 00 02 02 01 00 78 08 06 06 2B 81 22 F8 78 02 82 02 90 00`);

/** Inside the key directory 3F00/0001. Which file holds what is ours: EF(ODF) says so to whoever reads. */
const FID = {
  keys: 0x0001,
  odf: 0x5031,
  tokenInfo: 0x5032,
  privateKeys: 0x7001,
  certificates: 0x7002,
  passwords: 0x7003,
  dataObjects: 0x7004,
  signatureCertificate: 0x7010,
  authenticationCertificate: 0x7011,
} as const;

export interface CpsFiles {
  readonly content: CpsContent;
  readonly pin: PinDescription;
  /** Of both keys, in bits. */
  readonly modulusLength: number;
  readonly generation: CpsGeneration;
}

/** The files of a CPS that a sign-in meets, at the places of ANS Cryptolib (card-cps.c) and PKCS#15 v1.1. */
export function cpsFiles(card: CpsFiles): DedicatedFile {
  return {
    fid: 0x3f00,
    aid: CPS_ROOT_AID,
    files: [
      { fid: 0x2f01, sfi: 29, content: EF_ATR },
      { fid: 0x2f00, sfi: 30, content: efDir(card.generation) },
      { fid: 0xd003, sfi: 28, content: serialFile(card.content.serialNumber) },
      { fid: 0xd010, content: tlv(0xec, tlv(0x81, hex('20260101000000')), tlv(0x82, hex('20260101000100'))) },
      keyDirectory(card),
    ],
  };
}

/** The application in contact mode last: OpenSC takes the last PKCS#15 application that it finds. */
function efDir({ efDirLength }: CpsGeneration): Bytes {
  const entries = concat(
    application(PKCS15_CONTACTLESS_AID, 'CPS IAS sans contact', '3F000002'),
    application(PKCS15_AID, 'CPS IAS contact', '3F000001'),
  );
  return concat(entries, new Uint8Array((efDirLength ?? entries.length) - entries.length));
}

const application = (aid: Bytes, label: string, path: string): Bytes =>
  tlv(0x61, tlv(0x4f, aid), tlv(0x50, utf8(label)), tlv(0x51, hex(path)));

/** EF(SN.ICC): 5A { issuer 80 25 00 00 01, then ten half-bytes, filled with F }. */
const serialFile = (serialNumber: string): Bytes =>
  tlv(0x5a, hex('8025000001'), hex(serialNumber.padEnd(10, 'F')));

function keyDirectory({ content, pin, modulusLength, generation }: CpsFiles): DedicatedFile {
  const { serialNumber, signature, authentication } = content;
  const situations = situationFiles(content.situations ?? []);
  const files: readonly CardFile[] = [
    { fid: FID.odf, content: directoryOf(situations.length > 0) },
    { fid: FID.tokenInfo, content: tokenInfo(hex(serialNumber.padEnd(10, 'F')), generation.label) },
    { fid: FID.privateKeys, content: privateKeys(modulusLength, generation) },
    { fid: FID.certificates, content: certificates(generation) },
    { fid: FID.passwords, content: passwordObject('Code porteur', AUTH_ID, pin) },
    { fid: FID.signatureCertificate, content: signature.certificate },
    { fid: FID.authenticationCertificate, content: authentication.certificate },
  ];
  const data = situations.length > 0 ? [dataDirectory(situations), ...situations] : [];
  return { fid: FID.keys, aid: PKCS15_AID, files: [...files, ...data] };
}

function privateKeys(modulusLength: number, generation: CpsGeneration): Bytes {
  const common = { authId: AUTH_ID, path: hex('3F000001'), modulusLength };
  const { signatureKey, authenticationKey } = generation;
  return concat(
    privateKeyObject({
      ...common,
      label: 'CPS_PRIV_SIG',
      id: keyId(signatureKey),
      reference: signatureKey.reference,
      usage: 'nonRepudiation',
    }),
    privateKeyObject({
      ...common,
      label: 'CPS_PRIV_AUT',
      id: keyId(authenticationKey),
      reference: authenticationKey.reference,
      usage: 'sign',
    }),
  );
}

const certificates = ({ signatureKey, authenticationKey }: CpsGeneration): Bytes =>
  concat(
    certificateObject('CPS_CERT_SIG', keyId(signatureKey), pathTo(FID.signatureCertificate)),
    certificateObject('CPS_CERT_AUT', keyId(authenticationKey), pathTo(FID.authenticationCertificate)),
  );

const dataDirectory = (situations: readonly SituationFile[]): ElementaryFile => ({
  fid: FID.dataObjects,
  content: concat(...situations.map(({ label, fid }) => dataObject(label, AUTH_ID, pathTo(fid)))),
});

const keyId = ({ idSuffix }: CpsKey): Bytes => concat(PKCS15_AID, Uint8Array.of(idSuffix));
const pathTo = (fid: number): Bytes => concat(hex('3F000001'), Uint8Array.of(fid >> 8, fid & 0xff));

/** EF(ODF): private keys [0], certificates [4], data objects [7], PINs [8]. */
const directoryOf = (withData: boolean): Bytes =>
  objectDirectory([
    [0, pathTo(FID.privateKeys)],
    [4, pathTo(FID.certificates)],
    ...(withData ? ([[7, pathTo(FID.dataObjects)]] as const) : []),
    [8, pathTo(FID.passwords)],
  ]);
