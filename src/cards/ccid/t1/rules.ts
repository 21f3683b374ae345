import type { Result } from '#base/result.ts';
import { receiptBlock, supervisoryBlock } from './block.ts';
import type { Block, BlockFault, Sequence, SupervisoryBlock } from './block.ts';

/** Where a turn stands when a block comes in. */
export interface Turn {
  /** What this turn is about: it is sent again where the card asks for it. */
  readonly sent: Block;
  /** What went out last: `sent`, an answer to the card's own request, or an R-block that asks again. */
  readonly outgoing: Block;
  /** Number of the I-block that the card sends next. */
  readonly receive: Sequence;
}

export type Step =
  /** The card asked for something first: time, another block size, the end of a chain. */
  | { readonly do: 'answer'; readonly block: SupervisoryBlock }
  /** Something was lost on the way: this goes out instead, and counts as one try. */
  | { readonly do: 'repeat'; readonly block: Block };

/**
 * What follows from a block that was not the awaited one, or from one that was lost (`error`): ISO/IEC 7816-3 §11.6.2, rules 2 to 7 for the
 * interface device.
 */
export function nextStep(turn: Turn, received: Result<Block, BlockFault>): Step {
  if (!received.ok) return askAgain(turn, received.error);
  const block = received.value;
  const answer = block.kind === 'S' ? answerTo(block) : undefined;
  if (answer) return { do: 'answer', block: answer };
  if (block.kind === 'R' && asksFor(block.expected, turn.sent)) return { do: 'repeat', block: turn.sent };
  return askAgain(turn, 'other');
}

/** Rules 7.1 to 7.3: a request of ours is repeated; anything else is asked for by its number. */
const askAgain = ({ outgoing, receive }: Turn, fault: BlockFault): Step => ({
  do: 'repeat',
  block: outgoing.kind === 'S' && !outgoing.response ? outgoing : receiptBlock(receive, fault),
});

/** Rules 3, 4 and 9. Only the interface device asks for a resynchronisation (rule 6.1). */
function answerTo({ what, response, value }: SupervisoryBlock): SupervisoryBlock | undefined {
  if (response || what === 'resynch') return undefined;
  if (what === 'wtx' && value === 0) return undefined; // no time is no request
  return supervisoryBlock(what, 'response', value);
}

/** An R-block names the I-block that the card expects: our last one, or, while we only acknowledge, the one to come. */
const asksFor = (expected: Sequence, sent: Block): boolean => sent.kind !== 'I' || sent.sequence === expected;
