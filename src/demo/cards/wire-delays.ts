import type { Bytes } from '#base/bytes.ts';
import type { SimulatedCard } from './simulated-card.ts';

/** How long a kind of card takes. */
export interface WireProfile {
  /** Milliseconds per byte between reader and card, in either direction. */
  readonly byteMs: number;
  /** Milliseconds per exchange besides: the card's own work, the reader, USB. */
  readonly exchangeMs: number;
  /** Milliseconds of one RSA computation. */
  readonly rsaMs: number;
}

/**
 * No maker publishes times. Per byte: 12 elementary time units at the speed that the answer to reset states, and a clock
 * of 3.57 MHz (ISO/IEC 7816-3 §8). Per exchange: the middle one of the seven of a recorded CPS3 dialogue (OpenSC issue
 * 2223), less its bytes; for the Vitale the same, since it was the reader's time as much as the card's; for the CPS4 a
 * guess. RSA: guesses, within the 0.2 to 1 s that such cards are known for.
 */
export const WIRE_PROFILES = {
  /** 372/4 clock cycles per elementary time unit. */
  vitale2: { byteMs: 0.31, exchangeMs: 12, rsaMs: 0 },
  /** 372/1. */
  cps3: { byteMs: 1.25, exchangeMs: 12, rsaMs: 500 },
  /** 372/12. */
  cps4: { byteMs: 0.1, exchangeMs: 6, rsaMs: 200 },
} as const satisfies Record<string, WireProfile>;

export interface WireTimer {
  wait(milliseconds: number): Promise<void>;
}

export interface WireDelays {
  /** On at first. */
  switchDelays(on: boolean): void;
}

/** The same card, as slow as a real one on its wire. */
export function withWireDelays<Card extends SimulatedCard>(
  card: Card,
  profile: WireProfile,
  timer: WireTimer,
): Card & WireDelays {
  let on = true;
  return {
    ...card,
    switchDelays(next) {
      on = next;
    },
    async transmit(command) {
      const answer = await card.transmit(command);
      if (on) await timer.wait(exchangeTime(profile, command, answer));
      return answer;
    },
  };
}

/** INTERNAL AUTHENTICATE and PERFORM SECURITY OPERATION. */
const RSA_INSTRUCTIONS: readonly (number | undefined)[] = [0x88, 0x2a];
const CHAINING = 0x10;

/** Milliseconds of one exchange. A key is used where the card has an answer waiting: not for a part, not in a refusal. */
export function exchangeTime(profile: WireProfile, command: Uint8Array, answer: Bytes): number {
  const [cla = 0, ins] = command;
  const sw1 = answer.at(-2);
  const signs = RSA_INSTRUCTIONS.includes(ins) && (cla & CHAINING) === 0 && (sw1 === 0x61 || sw1 === 0x90);
  const onWire = (command.length + answer.length) * profile.byteMs;
  return onWire + profile.exchangeMs + (signs ? profile.rsaMs : 0);
}
