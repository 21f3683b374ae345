import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { messageLimit, type ClassDescriptor } from './descriptor.ts';
import { commandTpdu } from './exchange-t0.ts';
import { HEADER_BYTES } from './messages.ts';
import type { AtrFacts } from './parameters/atr.ts';
import type { SlotLink } from './slot-link.ts';
import { createT1 } from './t1/t1-channel.ts';
import { transferBlock, transferChained } from './transfer.ts';

/** One APDU to the card and its answer. */
export type Exchange = (apdu: Uint8Array) => Promise<Result<Bytes, CardError>>;

/** A T=1 block around its information: NAD, PCB, LEN and at most two bytes of error detection. */
const BLOCK_FRAME = 5;

/** How commands travel, by what the reader leaves to us: its exchange level (CCID 1.10 §5.1, dwFeatures). */
export function chooseExchange(deps: {
  readonly link: SlotLink;
  readonly descriptor: ClassDescriptor;
  readonly facts: AtrFacts;
  readonly protocol: 0 | 1;
}): Exchange {
  const { link, descriptor, facts } = deps;
  const limit = messageLimit(descriptor);
  if (descriptor.level === 'extendedApdu') return (apdu) => transferChained(link, apdu, limit);
  if (descriptor.level === 'shortApdu') return (apdu) => transferBlock(link, apdu, { limit });
  if (deps.protocol === 0) return (apdu) => exchangeT0(link, apdu, limit);
  const t1 = createT1({
    facts,
    maxIfsd: Math.min(descriptor.maxIfsd, limit - HEADER_BYTES - BLOCK_FRAME),
    exchangeBlock: (block, bwi) => transferBlock(link, block, { bwi, limit }),
  });
  return (apdu) => t1.transmit(apdu);
}

async function exchangeT0(
  link: SlotLink,
  apdu: Uint8Array,
  limit: number,
): Promise<Result<Bytes, CardError>> {
  const tpdu = commandTpdu(apdu);
  if (!tpdu.ok) return tpdu;
  const answer = await transferBlock(link, tpdu.value, { limit });
  tpdu.value.fill(0); // it may hold a code
  return answer;
}
