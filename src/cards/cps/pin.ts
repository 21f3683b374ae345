import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { encodeCommand } from '../apdu/command.ts';
import { emptyVerify, verify } from '../apdu/commands.ts';
import { unexpected } from '../apdu/exchange.ts';
import { parseResponse } from '../apdu/response.ts';
import { meaningOf } from '../apdu/status.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { Pin } from '../station.ts';
import type { PinAttributes } from './pkcs15/aodf.ts';

/** Seconds that a reader waits for the first key. */
const PIN_PAD_TIMEOUT = 30;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Why this code cannot be presented to this card at all; nothing is sent then. */
export function refusePin(
  channel: CardChannel,
  pin: Pin,
  { minLength, maxLength }: PinAttributes,
): CardError | undefined {
  if (pin === 'atStation') return channel.pinPad ? undefined : { type: 'NoPinPad' };
  const fits = pin.length >= minLength && pin.length <= maxLength && pin.length > 0;
  return fits && pin.every(isDigit) ? undefined : { type: 'PinFormat' };
}

/** The code, ASCII digits, as VERIFY carries it. The caller wipes it after use. */
export function pinBlock(pin: Uint8Array, { padding }: PinAttributes): Bytes {
  const block = new Uint8Array(padding?.storedLength ?? pin.length).fill(padding?.padChar ?? 0);
  block.set(pin);
  return block;
}

/** Forgets a code that was used, or will not be. */
export function wipePin(pin: Pin): void {
  if (pin !== 'atStation') pin.fill(0);
}

/**
 * Presents the PIN, once: whatever the card answers, nothing is repeated. Our copies of it are wiped.
 * `triesBefore` stands in where the card does not say how many are left.
 */
export async function presentPin(
  channel: CardChannel,
  pin: Pin,
  attributes: PinAttributes,
  triesBefore: number,
): Promise<Result<undefined, CardError>> {
  const refused = refusePin(channel, pin, attributes);
  if (refused) return err(refused);
  const answer =
    pin === 'atStation'
      ? await verifyOnPinPad(channel, attributes)
      : await verifyTyped(channel, pin, attributes);
  if (!answer.ok) return answer;
  const response = parseResponse(answer.value, 'verify PIN');
  return response.ok ? verdict(response.value.sw, triesBefore) : response;
}

async function verifyTyped(
  channel: CardChannel,
  pin: Bytes,
  attributes: PinAttributes,
): Promise<Result<Bytes, CardError>> {
  const block = pinBlock(pin, attributes);
  const command = encodeCommand(verify(attributes.reference, block));
  try {
    return await channel.transmit(command);
  } finally {
    block.fill(0);
    command.fill(0);
  }
}

/** The reader puts the digits into the block, which is all padding here, or absent. */
async function verifyOnPinPad(
  { pinPad }: CardChannel,
  { reference, minLength, maxLength, padding }: PinAttributes,
): Promise<Result<Bytes, CardError>> {
  if (!pinPad) return err({ type: 'NoPinPad' });
  const filling = padding && new Uint8Array(padding.storedLength).fill(padding.padChar);
  const command = encodeCommand(filling ? verify(reference, filling) : emptyVerify(reference));
  return pinPad.verify({ command, minLength, maxLength, timeout: PIN_PAD_TIMEOUT });
}

function verdict(sw: number, triesBefore: number): Result<undefined, CardError> {
  const meaning = meaningOf(sw);
  if (meaning === 'done') return ok(undefined);
  if (meaning === 'pinBlocked') return err({ type: 'PinBlocked' });
  if (meaning !== 'wrongPin') return err(unexpected(sw, 'verify PIN'));
  const triesLeft = sw === 0x6300 ? triesBefore - 1 : sw & 0x0f;
  return err(triesLeft > 0 ? { type: 'WrongPin', triesLeft } : { type: 'PinBlocked' });
}
