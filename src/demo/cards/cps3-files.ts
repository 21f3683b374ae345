import { concat, hex, utf8, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';
import type { DedicatedFile } from './file-system.ts';
import {
  certificateObject,
  objectDirectory,
  passwordObject,
  privateKeyObject,
  tokenInfo,
  type PinDescription,
} from './pkcs15.ts';

export const CPS_ROOT_AID = hex('80250000 01FF0100');
export const PKCS15_AID = hex('E828BD080F 80250000 01FF0010');
const PKCS15_CONTACTLESS_AID = hex('E828BD080F 80250000 01FF0020');

/** Reference of each key for MSE, and the last byte of its identifier (OpenSC issue 2267, a real card). */
export const SIGNATURE_KEY = { reference: 0x81, idSuffix: 0x01, label: 'CPS_PRIV_SIG' } as const;
export const AUTHENTICATION_KEY = { reference: 0x82, idSuffix: 0x02, label: 'CPS_PRIV_AUT' } as const;

/** The user's PIN in the object directory. */
const AUTH_ID = Uint8Array.of(0x01);

/** EF.ATR of a real CPx card, byte for byte (OpenSC issue 2223). */
const EF_ATR =
  hex(`80 43 01 B8 46 04 04 B0 EC C1 47 03 94 01 80 4F 08 80 25 00 00 01 FF 01 00 E0 10 02 02 01 04 02
  02 01 04 02 02 01 00 02 02 01 00 78 08 06 06 2B 81 22 F8 78 02 82 02 90 00`);
const EF_DIR_LENGTH = 101;

/** Inside the key directory 3F00/0001. Which file holds what is ours: EF(ODF) says so to whoever reads. */
const FID = {
  keys: 0x0001,
  odf: 0x5031,
  tokenInfo: 0x5032,
  privateKeys: 0x7001,
  certificates: 0x7002,
  passwords: 0x7003,
  signatureCertificate: 0x7010,
  authenticationCertificate: 0x7011,
} as const;

export interface Cps3Files {
  /** Up to ten digits, the Luhn digit last. */
  readonly serialNumber: string;
  readonly authenticationCertificate: Bytes;
  readonly signatureCertificate: Bytes;
  readonly pin: PinDescription;
  /** Of both keys, in bits. */
  readonly modulusLength: number;
}

/** The files of a CPS3 that a sign-in meets, at the places of ANS Cryptolib (card-cps.c) and PKCS#15 v1.1. */
export function cps3Files(content: Cps3Files): DedicatedFile {
  return {
    fid: 0x3f00,
    aid: CPS_ROOT_AID,
    files: [
      { fid: 0x2f01, sfi: 29, content: EF_ATR },
      { fid: 0x2f00, sfi: 30, content: efDir() },
      { fid: 0xd003, sfi: 28, content: serialFile(content.serialNumber) },
      { fid: 0xd010, content: tlv(0xec, tlv(0x81, hex('20260101000000')), tlv(0x82, hex('20260101000100'))) },
      keyDirectory(content),
    ],
  };
}

/** The application in contact mode last: OpenSC takes the last PKCS#15 application that it finds. */
function efDir(): Bytes {
  const entries = concat(
    application(PKCS15_CONTACTLESS_AID, 'CPS IAS sans contact', '3F000002'),
    application(PKCS15_AID, 'CPS IAS contact', '3F000001'),
  );
  return concat(entries, new Uint8Array(EF_DIR_LENGTH - entries.length));
}

const application = (aid: Bytes, label: string, path: string): Bytes =>
  tlv(0x61, tlv(0x4f, aid), tlv(0x50, utf8(label)), tlv(0x51, hex(path)));

/** EF(SN.ICC): 5A { issuer 80 25 00 00 01, then ten half-bytes, filled with F }. */
const serialFile = (serialNumber: string): Bytes =>
  tlv(0x5a, hex('8025000001'), hex(serialNumber.padEnd(10, 'F')));

function keyDirectory(content: Cps3Files): DedicatedFile {
  const { modulusLength } = content;
  const signature = { ...SIGNATURE_KEY, id: keyId(SIGNATURE_KEY.idSuffix), usage: 'nonRepudiation' } as const;
  const authentication = {
    ...AUTHENTICATION_KEY,
    id: keyId(AUTHENTICATION_KEY.idSuffix),
    usage: 'sign',
  } as const;
  return {
    fid: FID.keys,
    aid: PKCS15_AID,
    files: [
      { fid: FID.odf, content: directoryOf() },
      { fid: FID.tokenInfo, content: tokenInfo(hex(content.serialNumber.padEnd(10, 'F')), 'CPS3') },
      {
        fid: FID.privateKeys,
        content: concat(
          privateKeyObject({ ...signature, authId: AUTH_ID, path: hex('3F000001'), modulusLength }),
          privateKeyObject({ ...authentication, authId: AUTH_ID, path: hex('3F000001'), modulusLength }),
        ),
      },
      {
        fid: FID.certificates,
        content: concat(
          certificateObject('CPS_CERT_SIG', signature.id, pathTo(FID.signatureCertificate)),
          certificateObject('CPS_CERT_AUT', authentication.id, pathTo(FID.authenticationCertificate)),
        ),
      },
      { fid: FID.passwords, content: passwordObject('Code porteur', AUTH_ID, content.pin) },
      { fid: FID.signatureCertificate, content: content.signatureCertificate },
      { fid: FID.authenticationCertificate, content: content.authenticationCertificate },
    ],
  };
}

const keyId = (suffix: number): Bytes => concat(PKCS15_AID, Uint8Array.of(suffix));
const pathTo = (fid: number): Bytes => concat(hex('3F000001'), Uint8Array.of(fid >> 8, fid & 0xff));

const directoryOf = (): Bytes =>
  objectDirectory([
    [0, pathTo(FID.privateKeys)],
    [4, pathTo(FID.certificates)],
    [8, pathTo(FID.passwords)],
  ]);
