import type { Bytes } from '#base/bytes.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import type { Alteration } from './arbitraries.ts';
import { expectEnd } from './outcome.ts';

/** What reached a card, and what came of it. */
export interface Seen {
  readonly exchanges: number;
  readonly bytes: number;
  /** Commands that present a code: VERIFY with a body. */
  readonly presented: number;
}

/** A card that answers otherwise than it should, and counts what it is asked. */
export function hostileCard(card: SimulatedCard, alter: Alteration): SimulatedCard & { seen(): Seen } {
  let seen: Seen = { exchanges: 0, bytes: 0, presented: 0 };
  return {
    atr: card.atr,
    reset: () => card.reset(),
    seen: () => seen,
    async transmit(command) {
      const { exchanges, bytes, presented } = seen;
      expectEnd(exchanges);
      const presents = command[1] === VERIFY && command.length > HEADER_BYTES;
      const answer = alter(await card.transmit(command), exchanges);
      seen = {
        exchanges: exchanges + 1,
        bytes: bytes + command.length + answer.length,
        presented: presented + (presents ? 1 : 0),
      };
      return answer;
    },
  };
}
const VERIFY = 0x20;
/** CLA INS P1 P2, and P3 at T=0. */
const HEADER_BYTES = 5;

const SELECT = 0xa4;
const READ_BINARY = 0xb0;
const SHORT_IDENTIFIER = 0x80;

/** The same card with other contents in one of its files; a status in place of contents refuses it. */
export function withFile(
  card: SimulatedCard,
  fid: number,
  content: Bytes | { readonly sw: number },
): SimulatedCard {
  let selected: number | undefined;
  return {
    ...card,
    async transmit(command) {
      const [, ins, p1 = 0, p2 = 0] = command;
      const answer = await card.transmit(command);
      if (ins === SELECT) selected = fileSelected(command);
      const reads = ins === READ_BINARY && (p1 & SHORT_IDENTIFIER) === 0 && selected === fid;
      if (!reads) return answer;
      return 'sw' in content ? statusBytes(content.sw) : read(content, (p1 << 8) | p2, command[4] || 256);
    },
  };
}

/** By identifier or path, which both end with the file's identifier. */
function fileSelected(command: Uint8Array): number | undefined {
  const [high, low] = command.subarray(5, 5 + (command[4] ?? 0)).subarray(-2);
  return high === undefined || low === undefined ? undefined : (high << 8) | low;
}

function read(content: Bytes, offset: number, le: number): Bytes {
  if (offset > content.length) return statusBytes(0x6b00);
  const data = content.subarray(offset, offset + le);
  const sw = data.length < le ? 0x6282 : 0x9000;
  return Uint8Array.of(...data, sw >> 8, sw & 0xff);
}

const statusBytes = (sw: number): Bytes => Uint8Array.of(sw >> 8, sw & 0xff);
