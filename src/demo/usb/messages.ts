import { concat, type Bytes } from '#base/bytes.ts';

/** A message to the reader (CCID 1.10 §6.1), as the reader understands it. */
export interface ReaderCommand {
  readonly type: number;
  readonly slot: number;
  readonly seq: number;
  /** Bytes 7, 8 and 9 of the header. */
  readonly parameters: readonly [number, number, number];
  readonly data: Bytes;
}

/** A command as it came in. */
export interface ReaderFrame extends ReaderCommand {
  /** dwLength, true or not. */
  readonly declared: number;
}

/** What the reader answers, before it gets slot, sequence number and the state of its contacts. */
export interface ReaderReply {
  /** bError where the command failed; undefined where it was done. */
  readonly error: number | undefined;
  readonly data: Bytes;
  /** Byte 9: chain parameter, clock status or protocol. */
  readonly last: number;
}

/** Messages to the reader. */
export const COMMAND = {
  iccPowerOn: 0x62,
  iccPowerOff: 0x63,
  getSlotStatus: 0x65,
  xfrBlock: 0x6f,
  getParameters: 0x6c,
  resetParameters: 0x6d,
  setParameters: 0x61,
  escape: 0x6b,
  secure: 0x69,
  abort: 0x72,
} as const;

/** Type of the message that answers each (CCID 1.10 §6.2); SlotStatus answers what is not known. */
const ANSWERS = new Map<number, number>([
  [COMMAND.iccPowerOn, 0x80],
  [COMMAND.xfrBlock, 0x80],
  [COMMAND.secure, 0x80],
  [COMMAND.getParameters, 0x82],
  [COMMAND.resetParameters, 0x82],
  [COMMAND.setParameters, 0x82],
  [COMMAND.escape, 0x83],
]);
const SLOT_STATUS = 0x81;

/** bError (CCID 1.10 table 6.2-2); values up to 127 name the offset of a bad field instead. */
export const BAD = {
  notSupported: 0x00,
  length: 0x01,
  slot: 0x05,
  powerSelect: 0x07,
  protocol: 0x07,
  pinOperation: 10,
  slotBusy: 0xe0,
  pinCancelled: 0xef,
  pinTimeout: 0xf0,
  hardware: 0xfb,
  mute: 0xfe,
  aborted: 0xff,
} as const;

/** bmICCStatus. */
export const ICC = { active: 0, inactive: 1, absent: 2 } as const;
export type IccStatus = (typeof ICC)[keyof typeof ICC];

const HEADER = 10;
const FAILED = 0x40;
const TIME_EXTENSION = 0x80;

const NOTHING: Bytes = new Uint8Array();

export const done = (data: Bytes = NOTHING, last = 0): ReaderReply => ({ error: undefined, data, last });
export const failed = (error: number): ReaderReply => ({ error, data: NOTHING, last: 0 });

/** Undefined where not even the header is there: a reader waits on. `data` is what came, whatever dwLength says. */
export function parseReaderCommand(message: Uint8Array): ReaderFrame | undefined {
  if (message.length < HEADER) return undefined;
  const [type = 0, , , , , slot = 0, seq = 0, a = 0, b = 0, c = 0] = message;
  const declared = new DataView(message.buffer, message.byteOffset).getUint32(1, true);
  return {
    type,
    declared,
    slot,
    seq,
    parameters: [a, b, c],
    data: Uint8Array.from(message.subarray(HEADER)),
  };
}

export function encodeReply(
  { type, slot, seq }: Pick<ReaderCommand, 'type' | 'slot' | 'seq'>,
  { error, data, last }: ReaderReply,
  icc: IccStatus,
): Bytes {
  const status = icc | (error === undefined ? 0 : FAILED);
  return message(ANSWERS.get(type) ?? SLOT_STATUS, data, [slot, seq, status, error ?? 0, last]);
}

/** «More time»: bError multiplies the waiting time. */
export const encodeTimeExtension = (
  { type, slot, seq }: Pick<ReaderCommand, 'type' | 'slot' | 'seq'>,
  icc: IccStatus,
): Bytes => message(ANSWERS.get(type) ?? SLOT_STATUS, NOTHING, [slot, seq, TIME_EXTENSION | icc, 1, 0]);

function message(type: number, data: Bytes, rest: readonly number[]): Bytes {
  const header = new Uint8Array(HEADER);
  header[0] = type;
  new DataView(header.buffer).setUint32(1, data.length, true);
  header.set(rest, 5);
  return concat(header, data);
}

/** RDR_to_PC_NotifySlotChange (§6.3.1): two bits a slot, present and changed. */
export function encodeSlotChange(
  slots: readonly { readonly present: boolean; readonly changed: boolean }[],
): Bytes {
  const bits = new Uint8Array(1 + Math.ceil(slots.length / 4));
  bits[0] = 0x50;
  slots.forEach(({ present, changed }, slot) => {
    const at = 1 + (slot >> 2);
    bits[at] = (bits[at] ?? 0) | (((present ? 1 : 0) | (changed ? 2 : 0)) << ((slot & 3) * 2));
  });
  return bits;
}
