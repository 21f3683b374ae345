import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { decodeBlock, encodeBlock } from './block.ts';
import type { Block, BlockFault, Sequence, SupervisoryBlock } from './block.ts';
import type { ErrorDetection } from './edc.ts';
import { nextStep } from './rules.ts';

/** Of one command, in blocks: an answer of 64 KiB in blocks of 254 bytes, and some tries. */
const MAX_BLOCKS = 1024;
/** Requests for more time in one command. */
const MAX_WAITS = 64;
/** Of one block (ISO/IEC 7816-3 §11.6.3.2). */
const MAX_REPEATS = 3;

/** What both sides have agreed on so far. */
export interface LineState {
  /** Number of our next I-block, and of the card's. */
  send: Sequence;
  receive: Sequence;
  /** Longest information that the card takes. */
  ifsc: number;
}

export interface LineDeps {
  readonly detection: ErrorDetection;
  readonly state: LineState;
  /** One block there, one back; `bwi` multiplies the time that the reader waits for it, 0 for the usual. */
  readonly exchangeBlock: (block: Bytes, bwi: number) => Promise<Result<Bytes, CardError>>;
}

/** Carries the blocks of one command. */
export interface Line {
  /**
   * Sends a block until the awaited one answers it. Answers meanwhile what the card asks for, and repeats what was lost,
   * three times at most. TooMuchData where the card does not come to an end.
   */
  turn<B extends Block>(sent: Block, awaited: (block: Block) => block is B): Promise<Result<B, CardError>>;
}

/** Errors after which a block may still come through; any other ends the dialogue. */
const PASSING: readonly CardError['type'][] = ['ReaderFault', 'CardMute', 'Malformed'];
const mayPass = (error: CardError): boolean => PASSING.includes(error.type);

const ABORTED: CardError = { type: 'ReaderFault', what: 'T=1: the card broke off' };
const NEVER_READY: CardError = { type: 'ReaderFault', what: 'T=1: the card asks for time without end' };
const UNREADABLE: CardError = { type: 'Malformed', what: 'T=1 block' };

/** A line for one command: its bounds count from here. */
export function createLine({ detection, state, exchangeBlock }: LineDeps): Line {
  let blocks = 0;
  let waits = 0;

  const send = async (block: Block): Promise<Result<Bytes, CardError>> =>
    ++blocks > MAX_BLOCKS
      ? err({ type: 'TooMuchData' })
      : exchangeBlock(encodeBlock(block, detection), waitingTime(block));

  /** What an answer to the card's own request changes here; the reason where it ends the turn. */
  const grant = async (answer: SupervisoryBlock): Promise<CardError | undefined> => {
    if (answer.what === 'ifs') state.ifsc = answer.value ?? state.ifsc;
    if (answer.what === 'wtx' && ++waits > MAX_WAITS) return NEVER_READY;
    if (answer.what !== 'abort') return undefined;
    await send(answer);
    return ABORTED;
  };

  return {
    async turn<B extends Block>(sent: Block, awaited: (block: Block) => block is B) {
      let outgoing = sent;
      for (let repeats = 0; ;) {
        const answer = await send(outgoing);
        if (!answer.ok && !mayPass(answer.error)) return answer;
        const received = answer.ok ? decodeBlock(answer.value, detection) : err<BlockFault>('other');
        if (received.ok && awaited(received.value)) return ok(received.value);
        const step = nextStep({ sent, outgoing, receive: state.receive }, received);
        if (step.do === 'repeat' && ++repeats > MAX_REPEATS) return answer.ok ? err(UNREADABLE) : answer;
        const refusal = step.do === 'answer' ? await grant(step.block) : undefined;
        if (refusal) return err(refusal);
        outgoing = step.block;
      }
    },
  };
}

/** Time that the card asked for counts from the block that grants it (§11.4.3). */
const waitingTime = (block: Block): number =>
  block.kind === 'S' && block.what === 'wtx' ? (block.value ?? 0) : 0;
