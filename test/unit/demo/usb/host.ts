import { concat, hex, toHex, type Bytes } from '#base/bytes.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { createFakeReader, type FakeReader, type FakeReaderOptions } from '#demo/usb/fake-reader.ts';

/** An answer of the reader, taken apart by hand: these tests share no code with the driver. */
export interface Answer {
  readonly type: number;
  readonly slot: number;
  readonly seq: number;
  /** bStatus: bits 0-1 the contacts, bits 6-7 the command. */
  readonly status: number;
  readonly error: number;
  readonly last: number;
  readonly data: string;
}

const OUT = 1;
const IN = 2;

/** Header and data as hex; parameters are bytes 7 to 9. */
export function message(type: number, data = '', { slot = 0, seq = 0, parameters = '000000' } = {}): Bytes {
  const body = hex(data);
  const header = concat(Uint8Array.of(type), new Uint8Array(4), Uint8Array.of(slot, seq), hex(parameters));
  new DataView(header.buffer).setUint32(1, body.length, true);
  return concat(header, body);
}

export function answerOf(bytes: Uint8Array): Answer {
  const [type = 0, , , , , slot = 0, seq = 0, status = 0, error = 0, last = 0] = bytes;
  return { type, slot, seq, status, error, last, data: toHex(bytes.subarray(10)) };
}

export interface Host extends FakeReader {
  readonly send: (bytes: Bytes) => Promise<void>;
  readonly receive: () => Promise<Answer>;
  /** One message there, one back. */
  readonly ask: (...command: Parameters<typeof message>) => Promise<Answer>;
}

/** A reader, opened and claimed, and its card in the first slot. */
export async function hostOf(options: FakeReaderOptions, card?: SimulatedCard): Promise<Host> {
  const reader = createFakeReader(options);
  const { device } = reader;
  if (card) reader.insert(card);
  await device.open();
  await device.claimInterface(0);
  const send = async (bytes: Bytes): Promise<void> => {
    await device.transferOut(OUT, bytes);
    if (bytes.length % 64 === 0) await device.transferOut(OUT, new Uint8Array());
  };
  const receive = async (): Promise<Answer> => {
    const { data } = await device.transferIn(IN, 4096);
    return answerOf(data ? new Uint8Array(data.buffer) : new Uint8Array());
  };
  const ask = async (...command: Parameters<typeof message>): Promise<Answer> => {
    await send(message(...command));
    return receive();
  };
  return { ...reader, send, receive, ask };
}

/** A card that answers what it is told to, by command in hex; 6D00 to any other. */
export function cardOf(
  atr: string | undefined,
  answers: Readonly<Record<string, string>> = {},
): SimulatedCard {
  return {
    atr: atr === undefined ? undefined : hex(atr),
    reset: () => undefined,
    transmit: (command) => Promise.resolve(hex(answers[toHex(command)] ?? '6d00')),
  };
}
