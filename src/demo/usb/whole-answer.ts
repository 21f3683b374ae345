import { concat, type Bytes } from '#base/bytes.ts';
import type { SimulatedCard } from '../cards/simulated-card.ts';

const MAX_ROUNDS = 32;
const MAX_SHORT = 256;
const GET_RESPONSE = 0xc0;

/** Bytes that a short APDU asks for: 0 in cases 1 and 3. Undefined where it is no short APDU (ISO/IEC 7816-4 §5.1). */
export function wantedBy(apdu: Uint8Array): number | undefined {
  const p3 = apdu[4];
  if (apdu.length === 4) return 0;
  if (p3 === undefined) return undefined;
  if (apdu.length === 5) return p3 || MAX_SHORT;
  if (p3 === 0) return undefined;
  if (apdu.length === 5 + p3) return 0;
  return apdu.length === 6 + p3 ? (apdu[5 + p3] ?? 0) || MAX_SHORT : undefined;
}

/**
 * The whole answer to a short APDU, as a reader at APDU level or a T=1 card gives it: what waits after 61xx is fetched
 * while it is wanted, and 6Cxx replayed (ISO/IEC 7816-3 §12.2). Anything but a short APDU goes to the card as it is.
 */
export async function wholeAnswer(card: SimulatedCard, apdu: Uint8Array): Promise<Bytes> {
  const wanted = wantedBy(apdu) ?? 0;
  let answer = await card.transmit(apdu);
  let data: Bytes = new Uint8Array();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [sw1 = 0, sw2 = 0] = answer.subarray(-2);
    data = concat(data, answer.subarray(0, -2));
    if (sw1 === 0x6c && wanted > 0) answer = await card.transmit(withLe(apdu, sw2));
    else if (sw1 === 0x61 && data.length < wanted)
      answer = await card.transmit(
        Uint8Array.of(apdu[0] ?? 0, GET_RESPONSE, 0, 0, least(sw2, wanted - data.length)),
      );
    else break;
  }
  return concat(data, answer.subarray(-2));
}

function withLe(apdu: Uint8Array, le: number): Bytes {
  const again = Uint8Array.from(apdu);
  again[again.length - 1] = le;
  return again;
}

/** 00 stands for 256. */
const least = (waiting: number, wanted: number): number => Math.min(waiting || MAX_SHORT, wanted) & 0xff;
