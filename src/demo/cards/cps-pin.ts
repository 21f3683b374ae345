import { equalBytes, utf8, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';
import type { CardAnswer, CardCommand } from './engine.ts';
import type { PinDescription } from './pkcs15.ts';

export const MAX_TRIES = 3;

const SW = { done: 0x9000, wrongLength: 0x6700, blocked: 0x6983, noReference: 0x6a88 } as const;

/** Compact access rules as on IAS-ECC cards: change and verify are free, all but reading the counters is not. */
const ACCESS_RULES = tlv(0xa1, tlv(0x8c, Uint8Array.of(0x7f, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0x00)));

export interface CardPin {
  /** The PIN was presented since the last reset. */
  readonly presented: () => boolean;
  readonly triesLeft: () => number;
  readonly verify: (command: CardCommand) => CardAnswer;
  /** Counters as GET DATA gives them: A0 { 9A most, 9B left, 9D uses left (FF: no limit), A1 rules }. */
  readonly counters: () => Bytes;
  readonly reset: () => void;
}

/** A PIN with its counter, which outlives a reset. */
export function createCardPin(pin: string, description: PinDescription, triesAtStart = MAX_TRIES): CardPin {
  const { reference, padding } = description;
  const expected = new Uint8Array(padding?.storedLength ?? pin.length).fill(padding?.padChar ?? 0);
  expected.set(utf8(pin));
  let left = triesAtStart;
  let presented = false;

  const status = (): CardAnswer => {
    if (left === 0) return { sw: SW.blocked };
    return { sw: presented ? SW.done : 0x63c0 | left };
  };

  return {
    presented: () => presented,
    triesLeft: () => left,
    verify({ p2, data }) {
      if (p2 !== reference) return { sw: SW.noReference };
      if (data.length === 0 || left === 0) return status();
      if (data.length !== expected.length) return { sw: SW.wrongLength };
      presented = equalBytes(data, expected);
      left = presented ? MAX_TRIES : left - 1;
      return presented ? { sw: SW.done } : { sw: 0x63c0 | left };
    },
    counters: () =>
      tlv(
        0xa0,
        tlv(0x9a, Uint8Array.of(MAX_TRIES)),
        tlv(0x9b, Uint8Array.of(left)),
        tlv(0x9d, Uint8Array.of(0xff, 0xff)),
        ACCESS_RULES,
      ),
    reset() {
      presented = false;
    },
  };
}
