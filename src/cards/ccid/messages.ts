import { concat, type Bytes } from '#base/bytes.ts';

/** A message to the reader before it gets slot and sequence number (CCID 1.10 §6.1). */
export interface CcidCommand {
  readonly type: number;
  /** Bytes 7 to 9 of the header. */
  readonly parameters: readonly [number, number, number];
  readonly data: Uint8Array;
  /** Type of the message that answers it. */
  readonly answer: number;
}

const DATA_BLOCK = 0x80;
const SLOT_STATUS = 0x81;
const PARAMETERS = 0x82;
const XFR_BLOCK = 0x6f;
const SECURE = 0x69;
const NONE = new Uint8Array();

/** bPowerSelect: 0 the reader chooses, 1 5 V, 2 3 V, 3 1.8 V. */
export const iccPowerOn = (powerSelect: number): CcidCommand => ({
  type: 0x62,
  parameters: [powerSelect, 0, 0],
  data: NONE,
  answer: DATA_BLOCK,
});

export const iccPowerOff: CcidCommand = {
  type: 0x63,
  parameters: [0, 0, 0],
  data: NONE,
  answer: SLOT_STATUS,
};

export const getSlotStatus: CcidCommand = { ...iccPowerOff, type: 0x65 };

export const getParameters: CcidCommand = { ...iccPowerOff, type: 0x6c, answer: PARAMETERS };

export const setParameters = (protocolNum: number, data: Uint8Array): CcidCommand => ({
  type: 0x61,
  parameters: [protocolNum, 0, 0],
  data,
  answer: PARAMETERS,
});

/** `level` (wLevelParameter): 0 whole, 1 begins, 2 ends, 3 continues a command, 10h asks for more of the answer. */
export const xfrBlock = (data: Uint8Array, bwi = 0, level = 0): CcidCommand => ({
  type: XFR_BLOCK,
  parameters: [bwi, level & 0xff, level >> 8],
  data,
  answer: DATA_BLOCK,
});

export const secure = (data: Uint8Array): CcidCommand => ({ ...xfrBlock(data), type: SECURE });

/** The card may have taken what these carry, whatever the reader says afterwards. */
export const reachesCard = ({ type }: CcidCommand): boolean => type === XFR_BLOCK || type === SECURE;

export const abortCommand: CcidCommand = { ...iccPowerOff, type: 0x72 };

export const HEADER_BYTES = 10;

/** Header and data (CCID 1.10 §6.1): type, dwLength little endian, bSlot, bSeq, three parameters. */
export function encodeMessage(command: CcidCommand, slot: number, seq: number): Bytes {
  const header = new Uint8Array(HEADER_BYTES);
  header[0] = command.type;
  new DataView(header.buffer).setUint32(1, command.data.length, true);
  header.set([slot, seq, ...command.parameters], 5);
  return concat(header, command.data);
}

/** A message from the reader's bulk pipe (CCID 1.10 §6.2). */
export interface CcidAnswer {
  readonly type: number;
  readonly slot: number;
  readonly seq: number;
  /** bmICCStatus. */
  readonly card: 'active' | 'inactive' | 'absent';
  /** bmCommandStatus. */
  readonly outcome: 'done' | 'failed' | 'timeExtension';
  /** bError: what failed. */
  readonly error: number;
  /** Byte 9: bChainParameter, bClockStatus or bProtocolNum. */
  readonly last: number;
  readonly data: Bytes;
}

/** dwLength of the message that these bytes begin; undefined while the header is not whole. */
export const declaredData = (bytes: Uint8Array): number | undefined =>
  bytes.length < HEADER_BYTES
    ? undefined
    : new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES).getUint32(1, true);

/** Reads a message. Bytes beyond dwLength are dropped: some readers pad. Undefined where it is cut short. */
export function parseAnswer(bytes: Uint8Array): CcidAnswer | undefined {
  const length = declaredData(bytes);
  if (length === undefined || bytes.length < HEADER_BYTES + length) return undefined;
  const [type = 0, , , , , slot = 0, seq = 0, status = 0, error = 0, last = 0] = bytes;
  return {
    type,
    slot,
    seq,
    card: cardStatus(status & 0x03),
    outcome: outcomeOf(status >> 6),
    error,
    last,
    data: new Uint8Array(bytes.subarray(HEADER_BYTES, HEADER_BYTES + length)),
  };
}

function cardStatus(bits: number): CcidAnswer['card'] {
  if (bits === 0) return 'active';
  return bits === 2 ? 'absent' : 'inactive';
}

function outcomeOf(bits: number): CcidAnswer['outcome'] {
  if (bits === 0) return 'done';
  return bits === 2 ? 'timeExtension' : 'failed';
}
