import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import {
  CHAINING,
  chainCommand,
  encodeCommand,
  MAX_SHORT_ANSWER,
  MAX_SHORT_DATA,
  type Command,
} from './command.ts';
import { getResponse } from './commands.ts';
import { parseResponse, type Response } from './response.ts';
import { meaningOf } from './status.ts';

/** Of one command with all its GET RESPONSE and replays. The longest answer we ask for is a signature of 512 bytes. */
const MAX_ROUNDS = 64;
const MAX_BYTES = 8192;

export interface WholeResponse extends Response {
  /** The card named the length itself (6Cxx): it said that no more is available. */
  readonly lengthCorrected: boolean;
}

/**
 * Sends a command exactly once, with whatever status comes. For VERIFY, which must never be repeated.
 * `step` names the moment in errors.
 */
export async function transmitOnce(
  channel: CardChannel,
  command: Command,
  step: string,
): Promise<Result<Response, CardError>> {
  const answer = await channel.transmit(encodeCommand(command));
  return answer.ok ? parseResponse(answer.value, step) : answer;
}

/** What to send because of this answer: the rest (61xx, 9Fxx), the same with the right Le (6Cxx), or nothing. */
function followUp(sent: Command, { sw }: Response): Command | undefined {
  const length = sw & 0xff || MAX_SHORT_ANSWER;
  const meaning = meaningOf(sw);
  if (meaning === 'moreData') return getResponse(sent.cla & ~CHAINING, length);
  if (meaning === 'wrongLength') return { ...sent, le: length };
  return undefined;
}

/**
 * Sends a command and collects its whole answer, following 61xx, 9Fxx and 6Cxx. Longer data are chained.
 * Any final status is given back; `exchangeDone` demands 9000. TooMuchData where the card does not come to an end.
 */
export async function exchange(
  channel: CardChannel,
  command: Command,
  step: string,
): Promise<Result<WholeResponse, CardError>> {
  if ((command.data?.length ?? 0) > MAX_SHORT_DATA) return exchangeChained(channel, command, step);
  let next = command;
  let data: Bytes = new Uint8Array();
  let lengthCorrected = false;
  for (let round = 0; round < MAX_ROUNDS && data.length <= MAX_BYTES; round++) {
    const answer = await transmitOnce(channel, next, step);
    if (!answer.ok) return answer;
    data = concat(data, answer.value.data);
    lengthCorrected ||= meaningOf(answer.value.sw) === 'wrongLength';
    const follow = followUp(next, answer.value);
    if (!follow) return ok({ data, sw: answer.value.sw, lengthCorrected });
    next = follow;
  }
  return err({ type: 'TooMuchData' });
}

async function exchangeChained(
  channel: CardChannel,
  command: Command,
  step: string,
): Promise<Result<WholeResponse, CardError>> {
  const parts = chainCommand(command);
  for (const part of parts.slice(0, -1)) {
    const answer = await exchangeDone(channel, part, step);
    if (!answer.ok) return answer;
  }
  return exchange(channel, parts.at(-1) ?? command, step);
}

/** As `exchange`, giving the data alone; UnexpectedStatus for every status but 9000. */
export async function exchangeDone(
  channel: CardChannel,
  command: Command,
  step: string,
): Promise<Result<Bytes, CardError>> {
  const answer = await exchange(channel, command, step);
  if (!answer.ok) return answer;
  return meaningOf(answer.value.sw) === 'done'
    ? ok(answer.value.data)
    : err(unexpected(answer.value.sw, step));
}

/** SELECT whose answer is of no interest: 61xx counts as done, and its data are left to the next command to discard. */
export async function select(
  channel: CardChannel,
  command: Command,
  step: string,
): Promise<Result<undefined, CardError>> {
  const answer = await transmitOnce(channel, command, step);
  if (!answer.ok) return answer;
  const meaning = meaningOf(answer.value.sw);
  return meaning === 'done' || meaning === 'moreData'
    ? ok(undefined)
    : err(unexpected(answer.value.sw, step));
}

export const unexpected = (sw: number, step: string): CardError => ({ type: 'UnexpectedStatus', sw, step });
