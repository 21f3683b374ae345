import { concat, type Bytes } from '#base/bytes.ts';

/** A command taken apart. */
export interface CardCommand {
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Bytes;
  /** 1 to 256; undefined where nothing is wanted back. */
  readonly le: number | undefined;
}

export interface CardAnswer {
  readonly sw: number;
  readonly data?: Bytes;
}

export type Instruction = (command: CardCommand) => CardAnswer | Promise<CardAnswer>;

export interface CardEngine {
  readonly reset: () => void;
  readonly transmit: (command: Uint8Array) => Promise<Bytes>;
}

const SW = {
  done: 0x9000,
  wrongLength: 0x6700,
  noClass: 0x6e00,
  noInstruction: 0x6d00,
  noPending: 0x6985,
} as const;
const INS_GET_RESPONSE = 0xc0;
const CHAINING = 0x10;
const MAX_CHAINED = 4096;

const EMPTY: Bytes = new Uint8Array();

/**
 * Command cases, chaining and waiting answers as a T=0 card handles them (ISO/IEC 7816-3 §12): what answers a command
 * that carried data is fetched by GET RESPONSE after 61xx; a GET RESPONSE that asks too much gets 6Cxx. One logical
 * channel (the low bits of CLA, ISO/IEC 7816-4 §5.1.1); a card with two has two of these.
 */
export function createEngine(
  instructions: Readonly<Record<number, Instruction>>,
  { logicalChannel = 0 }: { readonly logicalChannel?: number } = {},
): CardEngine {
  let pending: Bytes = EMPTY;
  let chained: Bytes = EMPTY;

  const getResponse = (le: number | undefined): CardAnswer => {
    if (pending.length === 0) return { sw: SW.noPending };
    const wanted = le ?? 256;
    if (wanted > pending.length) return { sw: 0x6c00 | pending.length };
    const data = pending.slice(0, wanted);
    pending = pending.slice(wanted);
    return { sw: pending.length > 0 ? waiting(pending) : SW.done, data };
  };

  const run = async (cla: number, command: CardCommand): Promise<CardAnswer> => {
    if (command.ins === INS_GET_RESPONSE) return getResponse(command.le);
    pending = EMPTY;
    if ((cla & ~CHAINING) !== logicalChannel) return { sw: SW.noClass };
    const instruction = instructions[command.ins];
    if (!instruction) return { sw: SW.noInstruction };
    const data = concat(chained, command.data);
    chained = (cla & CHAINING) !== 0 ? data : EMPTY;
    if ((cla & CHAINING) !== 0) return { sw: data.length > MAX_CHAINED ? SW.wrongLength : SW.done };
    const answer = await instruction({ ...command, data });
    if (command.data.length === 0 || !answer.data || answer.data.length === 0) return answer;
    pending = answer.data;
    return { sw: waiting(pending) };
  };

  return {
    reset() {
      pending = EMPTY;
      chained = EMPTY;
    },
    async transmit(bytes) {
      const command = parseCommand(bytes);
      const answer = command ? await run(bytes[0] ?? 0, command) : { sw: SW.wrongLength };
      return concat(answer.data ?? EMPTY, Uint8Array.of(answer.sw >> 8, answer.sw & 0xff));
    },
  };
}

/** 61xx; 00 says 256 or more. */
const waiting = (answer: Bytes): number => 0x6100 | (answer.length >= 256 ? 0 : answer.length);

/** Short cases 1 to 4 (ISO/IEC 7816-4 §5.1). Undefined where the lengths do not add up. */
function parseCommand(bytes: Uint8Array): CardCommand | undefined {
  const [, ins, p1, p2, p3] = bytes;
  if (ins === undefined || p1 === undefined || p2 === undefined) return undefined;
  const command = { ins, p1, p2, data: EMPTY, le: undefined };
  if (p3 === undefined) return command;
  if (bytes.length === 5) return { ...command, le: p3 || 256 };
  const data = Uint8Array.from(bytes.subarray(5, 5 + p3));
  if (p3 === 0 || data.length !== p3 || bytes.length > 6 + p3) return undefined;
  const le = bytes[5 + p3];
  return { ...command, data, le: le === undefined ? undefined : le || 256 };
}
