import { concat, hex, type Bytes } from '#base/bytes.ts';
import type { Reply } from './scripted-device.ts';

/** Status bytes of an answer (CCID 1.10 table 6.2-1). */
export interface Status {
  readonly card?: 0 | 1 | 2;
  readonly command?: 0 | 1 | 2;
  readonly error?: number;
  readonly last?: number;
}

/** A message of the reader to the same slot and with the same number as `message`. */
export function reply(message: Uint8Array, type: number, data: Uint8Array, status: Status = {}): Bytes {
  const { card = 0, command = 0, error = 0, last = 0 } = status;
  const head = new Uint8Array(10);
  head[0] = type;
  new DataView(head.buffer).setUint32(1, data.length, true);
  head.set([message[5] ?? 0, message[6] ?? 0, card | (command << 6), error, last], 5);
  return concat(head, data);
}

export const NOTHING = new Uint8Array();
export const CPS3_ATR = hex('3BAC00402A001225006480000310009000');
export const VITALE_ATR = hex('3B7513000044 09EA9000');
/** Takes T=0 first, T=1 second. */
export const CPS4_ATR = hex('3B9B188001001225006480040100009044');

export interface ScriptedCard {
  present: boolean;
  powered: boolean;
}

export interface ReaderScript {
  readonly atr?: Uint8Array;
  /** Answers what comes in XfrBlock. */
  readonly block?: (block: Bytes, message: Bytes) => Uint8Array;
  /** Takes a message before the usual answer is thought of; undefined leaves it to the usual. */
  readonly first?: (message: Bytes, card: ScriptedCard) => Reply | undefined;
  readonly present?: boolean;
}

/** A reader that answers as the standard says, with one card for all its slots. */
export function createReaderScript(script: ReaderScript = {}): {
  readonly card: ScriptedCard;
  readonly answer: (message: Bytes) => Reply;
} {
  const card: ScriptedCard = { present: script.present ?? true, powered: false };
  const { atr = VITALE_ATR, block = () => hex('9000') } = script;
  const icc = (): 0 | 1 | 2 => (card.present ? (card.powered ? 0 : 1) : 2);
  const failed = (message: Bytes, type: number): Reply => [
    reply(message, type, NOTHING, { card: icc(), command: 1, error: 0xfe }),
  ];

  function usual(message: Bytes): Reply {
    const data = message.slice(10);
    switch (message[0] ?? 0) {
      case 0x62:
        if (!card.present) return failed(message, 0x80);
        card.powered = true;
        return [reply(message, 0x80, atr)];
      case 0x63:
        card.powered = false;
        return [reply(message, 0x81, NOTHING, { card: icc() })];
      case 0x6f:
        return card.powered ? [reply(message, 0x80, block(data, message))] : failed(message, 0x80);
      case 0x61:
      case 0x6c:
        return [reply(message, 0x82, hex('1100000A00'), { card: icc() })];
      default:
        return [reply(message, 0x81, NOTHING, { card: icc() })];
    }
  }
  return { card, answer: (message) => script.first?.(message, card) ?? usual(message) };
}
