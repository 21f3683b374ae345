import { concat, type Bytes } from '#base/bytes.ts';
import {
  decodeBlock,
  encodeBlock,
  informationBlock,
  receiptBlock,
  supervisoryBlock,
  type Block,
  type BlockFault,
  type InformationBlock,
  type ReceiptBlock,
  type Sequence,
  type SupervisoryBlock,
} from '#cards/ccid/t1/block.ts';
import type { ErrorDetection } from '#cards/ccid/t1/edc.ts';

/** What a card does beyond answering. */
export interface T1Behaviour {
  /** Times that it asks for more time before each answer. */
  readonly waits?: number;
  /** Asks for blocks of this size before its first answer. */
  readonly ifsc?: number;
  /** True for a block that gets damaged on its way to the reader; blocks count from 0. */
  readonly damages?: (block: number) => boolean;
}

/** The card's side of T=1. */
export interface CardT1 {
  /** One block there, one back. */
  block(bytes: Uint8Array): Promise<Bytes>;
}

const INITIAL_IFSD = 32;
const WAIT_MULTIPLIER = 2;
const MAX_COMMAND = 65_544;

const other = (sequence: Sequence): Sequence => (sequence === 0 ? 1 : 0);

/** Speaks T=1 as a card does (ISO/IEC 7816-3 §11.6): it never begins, and repeats its last block where asked. */
export function createCardT1(deps: {
  readonly detection: ErrorDetection;
  readonly transmit: (apdu: Uint8Array) => Promise<Bytes>;
  readonly behaviour?: T1Behaviour;
}): CardT1 {
  const { detection, transmit, behaviour = {} } = deps;
  let send: Sequence = 0;
  let receive: Sequence = 0;
  let ifsd = INITIAL_IFSD;
  let command: Bytes = new Uint8Array();
  let rest: Bytes = new Uint8Array();
  let before: SupervisoryBlock[] = [];
  let sizeAsked = false;
  let last: Block = receiptBlock(0, 'other');
  /** The last I-block sent. */
  let part: Block | undefined;
  let count = 0;

  return {
    async block(bytes) {
      const received = decodeBlock(bytes, detection);
      last = received.ok ? await answerTo(received.value) : receiptBlock(receive, received.error);
      const encoded = encodeBlock(last, detection);
      if (behaviour.damages?.(count++)) encoded[encoded.length - 1] = (encoded.at(-1) ?? 0) ^ 0x55;
      return encoded;
    },
  };

  function answerTo(block: Block): Block | Promise<Block> {
    if (block.kind === 'I') return takeInformation(block);
    return block.kind === 'R' ? takeReceipt(block) : takeSupervision(block);
  }

  async function takeInformation({ sequence, more, inf }: InformationBlock): Promise<Block> {
    if (sequence !== receive) return refuse('other');
    receive = other(receive);
    command = concat(command, inf);
    if (more)
      return command.length > MAX_COMMAND
        ? supervisoryBlock('abort', 'request')
        : receiptBlock(receive, 'none');
    rest = await transmit(command);
    command = new Uint8Array();
    before = requestsFirst();
    return before.shift() ?? nextPart();
  }

  function requestsFirst(): SupervisoryBlock[] {
    const waits = Array.from({ length: behaviour.waits ?? 0 }, () =>
      supervisoryBlock('wtx', 'request', WAIT_MULTIPLIER),
    );
    if (behaviour.ifsc === undefined || sizeAsked) return waits;
    sizeAsked = true;
    return [supervisoryBlock('ifs', 'request', behaviour.ifsc), ...waits];
  }

  function nextPart(): Block {
    const inf = rest.slice(0, ifsd);
    rest = rest.slice(ifsd);
    part = informationBlock(send, rest.length > 0, inf);
    send = other(send);
    return part;
  }

  /** The reader has the last part and wants the next, or wants again what it missed. */
  function takeReceipt({ expected }: ReceiptBlock): Block {
    if (last.kind === 'S') return last;
    if (expected !== send) return part ?? last;
    return rest.length > 0 ? nextPart() : last;
  }

  function takeSupervision({ what, response, value }: SupervisoryBlock): Block {
    if (response)
      return last.kind === 'S' && last.what === what ? (before.shift() ?? nextPart()) : refuse('other');
    if (what === 'ifs') ifsd = value ?? ifsd;
    if (what === 'resynch') forget();
    if (what === 'abort') command = new Uint8Array();
    return what === 'wtx' ? refuse('other') : supervisoryBlock(what, 'response', value);
  }

  function forget(): void {
    send = 0;
    receive = 0;
    ifsd = INITIAL_IFSD;
    command = new Uint8Array();
    rest = new Uint8Array();
    part = undefined;
  }

  function refuse(fault: BlockFault): Block {
    return receiptBlock(receive, fault);
  }
}
