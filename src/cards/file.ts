import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { readBinary, readBinaryBySfi } from './apdu/commands.ts';
import { exchange, unexpected, type WholeResponse } from './apdu/exchange.ts';
import { meaningOf } from './apdu/status.ts';
import type { Command } from './apdu/command.ts';
import type { CardChannel } from './channel.ts';
import type { CardError } from './errors.ts';
import { readTlvs } from './tlv/reader.ts';

/** READ BINARY addresses 15 bits (ISO/IEC 7816-4 §7.2.3). */
const MAX_FILE = 0x8000;
/** A card that gives a byte at a time is not one of ours. */
const MAX_READS = 512;

export interface FileReading {
  /** Names the moment in errors. */
  readonly step: string;
  /** The most to ask for at once, 1 to 256 (256 where absent). */
  readonly chunk?: number;
  /** Length of the file, where it is known before. */
  readonly size?: number;
  /** Length of the file, where its first bytes tell. */
  readonly sizeFrom?: (head: Uint8Array) => number | undefined;
  /** Length that the file probably has: it is asked for first, and believed where whole objects come. */
  readonly expected?: number;
}

/** Reads a whole transparent file of the current directory, addressed by its short identifier (1 to 30). */
export const readFileBySfi = (
  channel: CardChannel,
  sfi: number,
  reading: FileReading,
): Promise<Result<Bytes, CardError>> =>
  readWhole(channel, reading, (offset, le) =>
    offset === 0 ? readBinaryBySfi(sfi, le) : readBinary(offset, le),
  );

/** Reads the whole of the selected transparent file. */
export const readSelectedFile = (
  channel: CardChannel,
  reading: FileReading,
): Promise<Result<Bytes, CardError>> => readWhole(channel, reading, readBinary);

/**
 * Reads on until the known length, the card's word that there is no more (6282, 6B00, an empty answer, or 6Cxx after
 * which the objects read are whole), or an error. A short answer with 9000 proves nothing: cards have small buffers.
 */
async function readWhole(
  channel: CardChannel,
  reading: FileReading,
  commandAt: (offset: number, le: number) => Command,
): Promise<Result<Bytes, CardError>> {
  let content: Bytes = new Uint8Array();
  for (let read = 0; read < MAX_READS; read++) {
    const left = (sizeOf(reading, content) ?? MAX_FILE) - content.length;
    if (left <= 0) return sizeOf(reading, content) === undefined ? err({ type: 'TooMuchData' }) : ok(content);
    const likely = content.length === 0 ? reading.expected : undefined;
    const wanted = Math.min(left, likely ?? MAX_FILE, reading.chunk ?? 256);
    const answer = await exchange(channel, commandAt(content.length, wanted), reading.step);
    if (!answer.ok) return answer;
    const status = readStatus(answer.value, content.length);
    if (status === 'failed') return err(unexpected(answer.value.sw, reading.step));
    content = concat(content, answer.value.data);
    if (status === 'ended' || endsHere(answer.value, wanted, content)) return ok(content);
    if (content.length === reading.expected && readTlvs(content, '').ok) return ok(content);
  }
  return err({ type: 'TooMuchData' });
}

function sizeOf({ size, sizeFrom }: FileReading, content: Uint8Array): number | undefined {
  const known = size ?? sizeFrom?.(content);
  return known === undefined ? undefined : Math.min(known, MAX_FILE);
}

function readStatus({ sw, data }: WholeResponse, offset: number): 'more' | 'ended' | 'failed' {
  const meaning = meaningOf(sw);
  if (meaning === 'endOfFile') return 'ended';
  if (meaning === 'outsideFile' && offset > 0) return 'ended';
  if (meaning !== 'done') return 'failed';
  return data.length === 0 ? 'ended' : 'more';
}

/** 6Cxx says what is available; we believe it as the end of the file when no object is cut in two. */
const endsHere = (answer: WholeResponse, wanted: number, content: Uint8Array): boolean =>
  answer.lengthCorrected && answer.data.length < wanted && readTlvs(content, '').ok;
