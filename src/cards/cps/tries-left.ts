import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { emptyVerify, getData } from '../apdu/commands.ts';
import { exchangeDone, transmitOnce, unexpected } from '../apdu/exchange.ts';
import { meaningOf } from '../apdu/status.ts';
import type { CardError } from '../errors.ts';
import { unsigned } from '../tlv/der.ts';
import { readTlvTree, type TlvTree } from '../tlv/reader.ts';
import { tlv } from '../tlv/writer.ts';
import { isCardsAnswer } from './answers.ts';
import type { CpsSession } from './session.ts';

const STEP = 'read PIN tries';
/** Of every CPS (ANS Cryptolib 5.2). */
const MAX_TRIES = 3;

/** Tries left of a PIN, read without spending one. */
export const readTriesLeft = (session: CpsSession, reference: number): Promise<Result<number, CardError>> =>
  session.profile.triesLeft === 'counters'
    ? readCounters(session, reference)
    : askByEmptyVerify(session, reference);

/** Data objects of a security object's counters (IAS-ECC; ANS Cryptolib, card-cps3.c). */
const TAG = { counters: 0xa0, triesLeft: 0x9b } as const;

/**
 * Extended header list that asks for the counters of PIN n: 4D { 70 { BF81nn { A0, all of it (80) } } }.
 * The low seven bits of the reference name the object.
 */
const countersOf = (reference: number): Bytes =>
  tlv(0x4d, tlv(0x70, tlv(0xbf8100 + (reference & 0x7f), Uint8Array.of(TAG.counters, 0x80))));

/** The counters belong to the master file, which reading a file in it should have made the current directory. */
async function readCounters(session: CpsSession, reference: number): Promise<Result<number, CardError>> {
  const first = await getCounters(session, reference, false);
  return first.ok || !isCardsAnswer(first.error) ? first : getCounters(session, reference, true);
}

async function getCounters(
  { channel, files }: CpsSession,
  reference: number,
  selectSurely: boolean,
): Promise<Result<number, CardError>> {
  const masterFile = await files.enterMasterFile(selectSurely);
  if (!masterFile.ok) return masterFile;
  const answer = await exchangeDone(channel, getData(countersOf(reference)), STEP);
  if (!answer.ok) return answer;
  const trees = readTlvTree(answer.value, STEP);
  if (!trees.ok) return trees;
  const triesLeft = unsigned(findDeep(trees.value, TAG.triesLeft));
  return triesLeft === undefined ? err({ type: 'Malformed', what: STEP }) : ok(triesLeft);
}

function findDeep(trees: readonly TlvTree[], tag: number): TlvTree | undefined {
  for (const tree of trees) {
    const found = tree.tag === tag ? tree : findDeep(tree.children, tag);
    if (found) return found;
  }
  return undefined;
}

async function askByEmptyVerify(session: CpsSession, reference: number): Promise<Result<number, CardError>> {
  const entered = await session.files.enterApplication();
  if (!entered.ok) return entered;
  const answer = await transmitOnce(session.channel, emptyVerify(reference), STEP);
  if (!answer.ok) return answer;
  const { sw } = answer.value;
  const meaning = meaningOf(sw);
  if (meaning === 'pinBlocked') return ok(0);
  if (meaning === 'wrongPin' && sw !== 0x6300) return ok(sw & 0x0f);
  // already presented, which sets the counter back to its start
  return meaning === 'done' ? ok(MAX_TRIES) : err(unexpected(sw, STEP));
}
