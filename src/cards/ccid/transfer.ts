import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { Limits } from './awaited.ts';
import { HEADER_BYTES, xfrBlock, type CcidAnswer, type CcidCommand } from './messages.ts';
import { refusalWhilePowered } from './refusal.ts';
import type { SlotLink } from './slot-link.ts';

/** A card at 9600 bit/s with the longest waiting time, or one that makes a signature: the reader asks for more time. */
export const EXCHANGE: Limits = { silence: 30_000, whole: 300_000 };

/** wLevelParameter and bChainParameter (CCID 1.10 §6.1.4, §6.2.1). */
const WHOLE = 0x00;
const BEGINS = 0x01;
const ENDS = 0x02;
const CONTINUES = 0x03;
const CONTINUE_ANSWER = 0x10;

/** Longest answer in all, bytes: an extended APDU (ISO/IEC 7816-4 §5.1). */
const MAX_ANSWER = 65_536 + 2;
const MAX_PARTS = 2048;

/** One command with its answer; a refusal becomes an error. */
export async function transfer(
  link: SlotLink,
  command: CcidCommand,
  limits: Limits = EXCHANGE,
): Promise<Result<CcidAnswer, CardError>> {
  const answer = await link.command(command, limits);
  if (!answer.ok || answer.value.outcome === 'done') return answer;
  return err(refusalWhilePowered(answer.value));
}

/** A block (TPDU level) or a whole APDU (short APDU level) in one message each way. `limit` is the longest message. */
export async function transferBlock(
  link: SlotLink,
  block: Uint8Array,
  { bwi = 0, limit }: { readonly bwi?: number; readonly limit: number },
): Promise<Result<Bytes, CardError>> {
  if (block.length > limit - HEADER_BYTES) return err({ type: 'ReaderFault', what: 'command too long' });
  const answer = await transfer(link, xfrBlock(block, bwi));
  return answer.ok ? ok(answer.value.data) : answer;
}

/**
 * An APDU at extended level: chained over several messages where it is longer than one, and its answer too.
 * TooMuchData where the answer does not come to an end.
 */
export async function transferChained(
  link: SlotLink,
  apdu: Uint8Array,
  limit: number,
): Promise<Result<Bytes, CardError>> {
  const size = limit - HEADER_BYTES;
  for (let at = 0; ; at += size) {
    const part = apdu.subarray(at, at + size);
    const answer = await transfer(link, xfrBlock(part, 0, partLevel(at, size, apdu.length)));
    if (!answer.ok) return answer;
    if (at + size >= apdu.length) return collectAnswer(link, answer.value);
    if (answer.value.last !== CONTINUE_ANSWER) return err({ type: 'ReaderFault', what: 'command chain' });
  }
}

function partLevel(at: number, size: number, length: number): number {
  const last = at + size >= length;
  if (at === 0) return last ? WHOLE : BEGINS;
  return last ? ENDS : CONTINUES;
}

async function collectAnswer(link: SlotLink, first: CcidAnswer): Promise<Result<Bytes, CardError>> {
  const parts: Bytes[] = [];
  let length = 0;
  for (let part = first; parts.length < MAX_PARTS && length <= MAX_ANSWER;) {
    parts.push(part.data);
    length += part.data.length;
    if (part.last !== BEGINS && part.last !== CONTINUES) return ok(concat(...parts));
    const next = await transfer(link, xfrBlock(new Uint8Array(), 0, CONTINUE_ANSWER));
    if (!next.ok) return next;
    part = next.value;
  }
  return err({ type: 'TooMuchData' });
}
