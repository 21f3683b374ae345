import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { PinPad, PinPadRequest } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';
import type { PcscCard } from './binding.ts';
import { errorOf, failureOf } from './errors.ts';

/** PC/SC part 10 §2.2: asks a reader which features it has. Windows counts control codes otherwise (winsmcrd.h). */
const getFeatureRequest = (platform: string): number =>
  platform === 'win32' ? (0x31 << 16) | (3400 << 2) : 0x42000000 + 3400;
const FEATURE_VERIFY_PIN_DIRECT = 0x06;

/** The control code by which this reader verifies a PIN on its own keys; undefined where it has none. */
export async function findPinPad(card: PcscCard, platform: string): Promise<number | undefined> {
  try {
    const features = await card.control(getFeatureRequest(platform), Buffer.alloc(0));
    return parseFeatures(features).get(FEATURE_VERIFY_PIN_DIRECT);
  } catch {
    // a driver without features answers with an error
    return undefined;
  }
}

/** Features as { tag, length 4, control code, high byte first } (PC/SC part 10 §2.2). What is not so shaped ends it. */
export function parseFeatures(bytes: Uint8Array): ReadonlyMap<number, number> {
  const features = new Map<number, number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 6 <= bytes.length && bytes[at + 1] === 4; at += 6) {
    features.set(bytes[at] ?? 0, view.getUint32(at + 2));
  }
  return features;
}

/** A reader's keys behind SCardControl. `queue` keeps the order with the other commands of the dialogue. */
export const pcscPinPad = (deps: {
  readonly card: PcscCard;
  readonly controlCode: number;
  readonly queue: (act: () => Promise<Result<Bytes, CardError>>) => Promise<Result<Bytes, CardError>>;
}): PinPad => ({
  verify: (request) =>
    deps.queue(async () => {
      try {
        const answer = await deps.card.control(deps.controlCode, Buffer.from(pinVerifyStructure(request)));
        return verdict(Uint8Array.from(answer));
      } catch (thrown) {
        return err(errorOf(failureOf(thrown)));
      }
    }),
});

/** The reader's own words among the answers (PC/SC part 10 §2.5.2); all others are the card's. */
function verdict(answer: Bytes): Result<Bytes, CardError> {
  const [high, low] = answer.slice(-2);
  if (high === 0x64 && low === 0x00) return err({ type: 'PinPadTimeout' });
  if (high === 0x64 && low === 0x01) return err({ type: 'PinPadCancelled' });
  if (high === 0x64 && low === 0x03) return err({ type: 'PinFormat' });
  return ok(answer);
}

/** Bytes counted, code from the first one, left-justified, ASCII. */
const FORMAT_ASCII = 0x82;
const WHEN_CONFIRMED = 0x02;
/** wLangId: French (France). */
const FRENCH = 0x040c;

/**
 * PIN_VERIFY_STRUCTURE (PC/SC part 10 §2.5.2), numbers low byte first. Where the code has one length only, its block is
 * given although the card wants no padding, since some readers do not put in a length themselves.
 */
export function pinVerifyStructure({ command, minLength, maxLength, timeout }: PinPadRequest): Bytes {
  const apdu = withBlock(command, minLength, maxLength);
  const blockLength = apdu[4] ?? 0;
  const seconds = Math.min(timeout, 0xff);
  const head = Uint8Array.of(
    seconds,
    seconds,
    FORMAT_ASCII,
    blockLength & 0x0f,
    0x00, // no length in the block
    maxLength,
    minLength,
    WHEN_CONFIRMED,
    0x01, // one message, the first
    FRENCH & 0xff,
    FRENCH >> 8,
    0x00,
    0x00,
    0x00,
    0x00, // no T=1 prologue: the driver adds its own
  );
  return concat(head, Uint8Array.of(apdu.length, 0x00, 0x00, 0x00), apdu);
}

function withBlock(command: Uint8Array, minLength: number, maxLength: number): Bytes {
  if (command.length > 5) return Uint8Array.from(command);
  const header = command.subarray(0, 4);
  if (minLength !== maxLength) return concat(header, Uint8Array.of(0x00));
  return concat(header, Uint8Array.of(maxLength), new Uint8Array(maxLength).fill(0xff));
}
