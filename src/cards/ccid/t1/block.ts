import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { appendEdc, edcHolds, edcLength, type ErrorDetection } from './edc.ts';

/** Sequence numbers count modulo 2. */
export type Sequence = 0 | 1;

/** A block of T=1 (ISO/IEC 7816-3 §11.3); its node address is always 00. */
export type Block = InformationBlock | ReceiptBlock | SupervisoryBlock;

/** Carries a part of a command or of an answer; `more`: the chain goes on. */
export interface InformationBlock {
  readonly kind: 'I';
  readonly sequence: Sequence;
  readonly more: boolean;
  readonly inf: Bytes;
}

/** Acknowledges by naming the I-block expected next, or asks for that one again. */
export interface ReceiptBlock {
  readonly kind: 'R';
  readonly expected: Sequence;
  readonly fault: 'none' | BlockFault;
}

export interface SupervisoryBlock {
  readonly kind: 'S';
  readonly what: Supervision;
  readonly response: boolean;
  /** One byte for `ifs` and `wtx`, none for the others. */
  readonly value: number | undefined;
}
export type Supervision = 'resynch' | 'ifs' | 'abort' | 'wtx';

/** Why a block cannot be understood: its check (or the line), or anything else. */
export type BlockFault = 'edc' | 'other';

/** NAD PCB LEN before the information. */
const PROLOGUE = 3;
export const MAX_INF = 254;
const NAD = 0x00;

/** Coding of PCB (§11.3.2.2). */
const I_SEQUENCE = 0x40;
const I_MORE = 0x20;
const I_RESERVED = 0x1f;
const R_BLOCK = 0x80;
const R_SEQUENCE = 0x10;
const R_FAULTS: readonly ReceiptBlock['fault'][] = ['none', 'edc', 'other'];
const S_BLOCK = 0xc0;
const S_RESPONSE = 0x20;
const SUPERVISIONS: readonly Supervision[] = ['resynch', 'ifs', 'abort', 'wtx'];

export const informationBlock = (sequence: Sequence, more: boolean, inf: Bytes): Block => ({
  kind: 'I',
  sequence,
  more,
  inf,
});
export const receiptBlock = (expected: Sequence, fault: ReceiptBlock['fault']): Block => ({
  kind: 'R',
  expected,
  fault,
});
export const supervisoryBlock = (
  what: Supervision,
  side: 'request' | 'response',
  value?: number,
): SupervisoryBlock => ({ kind: 'S', what, response: side === 'response', value });

/** The bytes of a block. More than 254 bytes of information are a bug of the caller. */
export function encodeBlock(block: Block, detection: ErrorDetection): Bytes {
  const inf = informationOf(block);
  if (inf.length > MAX_INF) throw new RangeError('a block holds 254 bytes');
  return appendEdc(detection, concat(Uint8Array.of(NAD, pcbOf(block), inf.length), inf));
}

function informationOf(block: Block): Uint8Array {
  if (block.kind === 'I') return block.inf;
  if (block.kind === 'R' || block.value === undefined) return new Uint8Array();
  return Uint8Array.of(block.value);
}

function pcbOf(block: Block): number {
  if (block.kind === 'I') return (block.sequence ? I_SEQUENCE : 0) | (block.more ? I_MORE : 0);
  if (block.kind === 'R') return R_BLOCK | (block.expected ? R_SEQUENCE : 0) | R_FAULTS.indexOf(block.fault);
  return S_BLOCK | (block.response ? S_RESPONSE : 0) | SUPERVISIONS.indexOf(block.what);
}

/** Reads one block, check first. Lengths must add up exactly and reserved bits be null. */
export function decodeBlock(bytes: Uint8Array, detection: ErrorDetection): Result<Block, BlockFault> {
  if (!edcHolds(detection, bytes)) return err('edc');
  const [nad, pcb, length] = bytes;
  if (pcb === undefined || length === undefined || nad !== NAD || length > MAX_INF) return err('other');
  if (bytes.length !== PROLOGUE + length + edcLength(detection)) return err('other');
  const inf = Uint8Array.from(bytes.subarray(PROLOGUE, PROLOGUE + length));
  const block = blockOf(pcb, inf);
  return block ? ok(block) : err('other');
}

function blockOf(pcb: number, inf: Bytes): Block | undefined {
  if ((pcb & R_BLOCK) === 0) return parseInformation(pcb, inf);
  return (pcb & S_BLOCK) === S_BLOCK ? parseSupervisory(pcb, inf) : parseReceipt(pcb, inf);
}

const parseInformation = (pcb: number, inf: Bytes): Block | undefined =>
  (pcb & I_RESERVED) === 0
    ? informationBlock(pcb & I_SEQUENCE ? 1 : 0, (pcb & I_MORE) !== 0, inf)
    : undefined;

function parseReceipt(pcb: number, inf: Bytes): Block | undefined {
  const fault = R_FAULTS[pcb & ~(R_BLOCK | R_SEQUENCE)];
  return fault && inf.length === 0 ? receiptBlock(pcb & R_SEQUENCE ? 1 : 0, fault) : undefined;
}

function parseSupervisory(pcb: number, inf: Bytes): Block | undefined {
  const what = SUPERVISIONS[pcb & ~(S_BLOCK | S_RESPONSE)];
  const valued = what === 'ifs' || what === 'wtx';
  if (!what || inf.length !== (valued ? 1 : 0)) return undefined;
  if (what === 'ifs' && !isIfs(inf[0] ?? 0)) return undefined;
  return supervisoryBlock(what, pcb & S_RESPONSE ? 'response' : 'request', inf[0]);
}

/** §11.4.2: 00 and FF are reserved. */
const isIfs = (value: number): boolean => value >= 1 && value <= MAX_INF;
