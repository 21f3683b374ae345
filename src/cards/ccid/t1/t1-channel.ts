import { concat, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import type { AtrFacts } from '../parameters/atr.ts';
import { informationBlock, MAX_INF, receiptBlock, supervisoryBlock } from './block.ts';
import type {
  Block,
  InformationBlock,
  ReceiptBlock,
  Sequence,
  SupervisoryBlock,
  Supervision,
} from './block.ts';
import { createLine, type Line, type LineState } from './line.ts';

export interface T1Deps {
  readonly facts: AtrFacts;
  /** Longest information that the reader takes (dwMaxIFSD); what is above 254 counts as 254. */
  readonly maxIfsd: number;
  /**
   * One block to the card, one back (PC_to_RDR_XfrBlock at TPDU level). `bwi` multiplies the block waiting time for this
   * exchange (bBWI), 0 for the usual. A lost block may be reported as ReaderFault, CardMute or Malformed: it is asked for
   * again. Any other error ends the dialogue.
   */
  readonly exchangeBlock: (block: Bytes, bwi: number) => Promise<Result<Bytes, CardError>>;
}

export interface T1Channel {
  /**
   * One command, one answer (APDU). One at a time. A command is never sent a second time: after blocks that were lost for
   * good it fails, and the next one begins with S(RESYNCH).
   */
  readonly transmit: (apdu: Uint8Array) => Promise<Result<Bytes, CardError>>;
}

/** Of an extended answer with its status (ISO/IEC 7816-4 §5.1). */
const MAX_ANSWER = 65_536 + 2;
/** Both sides start with blocks of this size (ISO/IEC 7816-3 §11.4.2). */
const INITIAL_IFSD = 32;

/**
 * The half-duplex block protocol T=1 over a reader that carries single blocks (ISO/IEC 7816-3 §11).
 * We speak first, always: S(IFS) before the first command, then I-blocks, the card answering each.
 */
export function createT1(deps: T1Deps): T1Channel {
  const { facts } = deps;
  const ifsd = Math.min(Math.max(deps.maxIfsd, 1), MAX_INF);
  const state: LineState = { send: 0, receive: 0, ifsc: facts.t1.ifsc };
  let condition: 'new' | 'ready' | 'lost' = 'new';

  return {
    async transmit(apdu) {
      const line = createLine({
        detection: facts.t1.errorDetection,
        state,
        exchangeBlock: deps.exchangeBlock,
      });
      const prepared = await prepare(line);
      const answer = prepared.ok ? await exchange(line, state, Uint8Array.from(apdu)) : prepared;
      if (!answer.ok) condition = 'lost';
      return answer;
    },
  };

  async function prepare(line: Line): Promise<Result<undefined, CardError>> {
    if (condition === 'ready') return ok(undefined);
    const resynchronised = condition === 'lost' ? await resynchronise(line) : ok(undefined);
    if (!resynchronised.ok) return resynchronised;
    const negotiated = ifsd === INITIAL_IFSD ? ok(undefined) : await ask(line, 'ifs', ifsd);
    if (negotiated.ok) condition = 'ready';
    return negotiated;
  }

  /** Rule 6: afterwards all stands as after the answer to reset. */
  async function resynchronise(line: Line): Promise<Result<undefined, CardError>> {
    const answer = await ask(line, 'resynch');
    if (answer.ok) Object.assign(state, { send: 0, receive: 0, ifsc: facts.t1.ifsc } satisfies LineState);
    return answer;
  }
}

/** An S-request of ours; the card's S-response repeats it. */
async function ask(line: Line, what: Supervision, value?: number): Promise<Result<undefined, CardError>> {
  const echoes = (block: Block): block is SupervisoryBlock =>
    block.kind === 'S' && block.response && block.what === what && block.value === value;
  const answer = await line.turn(supervisoryBlock(what, 'request', value), echoes);
  return answer.ok ? ok(undefined) : answer;
}

async function exchange(line: Line, state: LineState, apdu: Bytes): Promise<Result<Bytes, CardError>> {
  const first = await sendCommand(line, state, apdu);
  return first.ok ? receiveAnswer(line, state, first.value) : first;
}

const other = (sequence: Sequence): Sequence => (sequence === 0 ? 1 : 0);

/** All blocks of a command (rules 2 and 5); the first block of the answer. */
async function sendCommand(
  line: Line,
  state: LineState,
  apdu: Bytes,
): Promise<Result<InformationBlock, CardError>> {
  for (let at = 0; ;) {
    const part = apdu.subarray(at, at + state.ifsc);
    at += part.length;
    const more = at < apdu.length;
    const sequence = state.send;
    const awaited = more ? acknowledges(sequence) : isNext(state);
    const block = await line.turn<InformationBlock | ReceiptBlock>(
      informationBlock(sequence, more, part),
      awaited,
    );
    if (!block.ok) return block;
    state.send = other(sequence);
    if (block.value.kind === 'I') return ok(block.value);
  }
}

const isNext =
  ({ receive }: LineState) =>
  (block: Block): block is InformationBlock =>
    block.kind === 'I' && block.sequence === receive;

const acknowledges =
  (sequence: Sequence) =>
  (block: Block): block is ReceiptBlock =>
    block.kind === 'R' && block.expected === other(sequence);

/** The whole answer: each block but the last is acknowledged by an R-block that names the next. */
async function receiveAnswer(
  line: Line,
  state: LineState,
  first: InformationBlock,
): Promise<Result<Bytes, CardError>> {
  const parts: Bytes[] = [];
  let length = 0;
  for (let block = first; ;) {
    parts.push(block.inf);
    length += block.inf.length;
    state.receive = other(block.sequence);
    if (length > MAX_ANSWER) return err({ type: 'TooMuchData' });
    if (!block.more) return ok(concat(...parts));
    const next = await line.turn(receiptBlock(state.receive, 'none'), isNext(state));
    if (!next.ok) return next;
    block = next.value;
  }
}
