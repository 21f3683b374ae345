import { concat } from '#base/bytes.ts';
import type { Command } from './command.ts';

/** P2 of SELECT (ISO/IEC 7816-4, table of P2): what the card is to say about the file. */
export const SELECT_FCI = 0x00;
export const SELECT_FCP = 0x04;
export const SELECT_NOTHING = 0x0c;

export const MASTER_FILE = 0x3f00;

const twoBytes = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 0xff, value & 0xff);

/** By file identifier, anywhere the card looks for it (P1 00). */
export const selectFile = (fid: number, p2 = SELECT_NOTHING): Command => ({
  cla: 0x00,
  ins: 0xa4,
  p1: 0x00,
  p2,
  data: twoBytes(fid),
});

/** An elementary file of the current directory (P1 02). */
export const selectChild = (fid: number, p2 = SELECT_NOTHING): Command => ({
  ...selectFile(fid, p2),
  p1: 0x02,
});

/** By path (P1 09); the CPS takes paths that begin with 3F00 in this form too. */
export const selectPath = (path: Uint8Array, p2 = SELECT_NOTHING): Command => ({
  cla: 0x00,
  ins: 0xa4,
  p1: 0x09,
  p2,
  data: path,
});

/** An application by its name (P1 04). */
export const selectApplication = (aid: Uint8Array, p2 = SELECT_FCI): Command => ({
  cla: 0x00,
  ins: 0xa4,
  p1: 0x04,
  p2,
  data: aid,
});

/** From `offset` (0 to 7FFF) of the selected file. */
export const readBinary = (offset: number, le: number): Command => ({
  cla: 0x00,
  ins: 0xb0,
  p1: (offset >> 8) & 0x7f,
  p2: offset & 0xff,
  le,
});

/** From the start of the file with this short identifier (1 to 30), which becomes the selected one. */
export const readBinaryBySfi = (sfi: number, le: number): Command => ({
  cla: 0x00,
  ins: 0xb0,
  p1: 0x80 | sfi,
  p2: 0x00,
  le,
});

export const getResponse = (cla: number, le: number): Command => ({ cla, ins: 0xc0, p1: 0x00, p2: 0x00, le });

/** GET DATA with an extended header list (tag 4D), current directory (P1-P2 3FFF). */
export const getData = (headerList: Uint8Array): Command => ({
  cla: 0x00,
  ins: 0xcb,
  p1: 0x3f,
  p2: 0xff,
  data: headerList,
  le: 256,
});

export const verify = (reference: number, block: Uint8Array): Command => ({
  ...emptyVerify(reference),
  data: block,
});

/** VERIFY without a code asks for the tries left and spends none (ISO/IEC 7816-4 §7.5.6). */
export const emptyVerify = (reference: number): Command => ({
  cla: 0x00,
  ins: 0x20,
  p1: 0x00,
  p2: reference,
});

/** Control reference templates (ISO/IEC 7816-4 §6.3). */
const TEMPLATE = { authentication: 0xa4, confidentiality: 0xb8 } as const;

/** MANAGE SECURITY ENVIRONMENT, SET for computing. */
const setSecurityEnvironment = (template: number, ...objects: readonly Uint8Array[]): Command => ({
  cla: 0x00,
  ins: 0x22,
  p1: 0x41,
  p2: template,
  data: concat(...objects),
});

/** The key and the algorithm of INTERNAL AUTHENTICATE. */
export const setAuthenticationKey = (algorithm: number, keyReference: number): Command =>
  setSecurityEnvironment(
    TEMPLATE.authentication,
    Uint8Array.of(0x80, 0x01, algorithm),
    Uint8Array.of(0x84, 0x01, keyReference),
  );

/** The key of PSO DECIPHER. */
export const setDecipherKey = (keyReference: number): Command =>
  setSecurityEnvironment(TEMPLATE.confidentiality, Uint8Array.of(0x83, 0x01, keyReference));

export const internalAuthenticate = (input: Uint8Array): Command => ({
  cla: 0x00,
  ins: 0x88,
  p1: 0x00,
  p2: 0x00,
  data: input,
  le: 256,
});

/** PERFORM SECURITY OPERATION, DECIPHER (ISO/IEC 7816-8 §11.7): the block without padding indicator, as a CPS4 wants it. */
export const decipher = (block: Uint8Array): Command => ({
  cla: 0x00,
  ins: 0x2a,
  p1: 0x80,
  p2: 0x86,
  data: block,
  le: 256,
});
