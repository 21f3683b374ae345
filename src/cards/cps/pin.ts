import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { encodeCommand } from '../apdu/command.ts';
import { getData, MASTER_FILE, selectFile, verify } from '../apdu/commands.ts';
import { exchangeDone, select, unexpected } from '../apdu/exchange.ts';
import { parseResponse } from '../apdu/response.ts';
import { meaningOf } from '../apdu/status.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { unsigned } from '../tlv/der.ts';
import { readTlvTree, type TlvTree } from '../tlv/reader.ts';
import { tlv } from '../tlv/writer.ts';
import type { PinAttributes } from './pkcs15/aodf.ts';

/** The PIN as VERIFY carries it. PinFormat where the card would not take it: nothing is sent then. */
export function pinBlock(pin: string, attributes: PinAttributes): Result<Bytes, CardError> {
  const { minLength, maxLength, padding } = attributes;
  if (!/^\d+$/.test(pin) || pin.length < minLength || pin.length > maxLength)
    return err({ type: 'PinFormat' });
  const block = new Uint8Array(padding?.storedLength ?? pin.length).fill(padding?.padChar ?? 0);
  block.set(Array.from(pin, (digit) => digit.charCodeAt(0)));
  return ok(block);
}

/** Data objects of a security object's counters (IAS-ECC; ANS Cryptolib, card-cps3.c). */
const TAG = { counters: 0xa0, triesLeft: 0x9b } as const;

/**
 * Extended header list that asks for the counters of PIN n: 4D { 70 { BF81nn { A0, all of it (80) } } }.
 * The low seven bits of the reference name the object.
 */
const countersOf = (reference: number): Bytes =>
  tlv(0x4d, tlv(0x70, tlv(0xbf8100 + (reference & 0x7f), Uint8Array.of(TAG.counters, 0x80))));

/** Tries left, read without spending one. Leaves the card in its master file. */
export async function readTriesLeft(
  channel: CardChannel,
  reference: number,
): Promise<Result<number, CardError>> {
  const step = 'read PIN tries';
  const masterFile = await select(channel, selectFile(MASTER_FILE), step);
  if (!masterFile.ok) return masterFile;
  const answer = await exchangeDone(channel, getData(countersOf(reference)), step);
  if (!answer.ok) return answer;
  const trees = readTlvTree(answer.value, step);
  if (!trees.ok) return trees;
  const triesLeft = unsigned(findDeep(trees.value, TAG.triesLeft));
  return triesLeft === undefined ? err({ type: 'Malformed', what: step }) : ok(triesLeft);
}

function findDeep(trees: readonly TlvTree[], tag: number): TlvTree | undefined {
  for (const tree of trees) {
    const found = tree.tag === tag ? tree : findDeep(tree.children, tag);
    if (found) return found;
  }
  return undefined;
}

/**
 * Presents the PIN, once: whatever the card answers, nothing is repeated. Our copies of the PIN are wiped.
 * `triesBefore` stands in where the card does not say how many are left.
 */
export async function verifyPin(
  channel: CardChannel,
  reference: number,
  block: Bytes,
  triesBefore: number,
): Promise<Result<undefined, CardError>> {
  const command = encodeCommand(verify(reference, block));
  const answer = await channel.transmit(command);
  block.fill(0);
  command.fill(0);
  if (!answer.ok) return answer;
  const response = parseResponse(answer.value, 'verify PIN');
  return response.ok ? verdict(response.value.sw, triesBefore) : response;
}

function verdict(sw: number, triesBefore: number): Result<undefined, CardError> {
  const meaning = meaningOf(sw);
  if (meaning === 'done') return ok(undefined);
  if (meaning === 'pinBlocked') return err({ type: 'PinBlocked' });
  if (meaning !== 'wrongPin') return err(unexpected(sw, 'verify PIN'));
  const triesLeft = sw === 0x6300 ? triesBefore - 1 : sw & 0x0f;
  return err(triesLeft > 0 ? { type: 'WrongPin', triesLeft } : { type: 'PinBlocked' });
}
