import { concat, type Bytes } from '#base/bytes.ts';

/** What goes wrong on demand, from the next dialogue on. */
export type Fault =
  /** The card does not answer to power. */
  | { readonly type: 'mute' }
  /** The card is pulled out after this many exchanges of a dialogue. */
  | { readonly type: 'pulled'; readonly after: number }
  /** Its answers are changed; `exchange` counts from 0 in each dialogue. */
  | { readonly type: 'answers'; readonly alter: (answer: Bytes, exchange: number) => Bytes }
  /** Every answer lacks the last byte of its data, and its status says that all is well. */
  | { readonly type: 'wrongLength' }
  /** Every answer has the length of the true one and other bytes, the same each time. */
  | { readonly type: 'garbage' }
  /** Every answer says that more is waiting, for ever (61xx). */
  | { readonly type: 'endless' }
  /** Every exchange takes this many milliseconds more. */
  | { readonly type: 'slow'; readonly milliseconds: number };

/** The answer as it comes out of a reader with this fault. */
export function alterAnswer(fault: Fault | undefined, answer: Bytes, exchange: number): Bytes {
  if (fault?.type === 'answers') return fault.alter(answer, exchange);
  if (fault?.type === 'wrongLength') return withoutLastDataByte(answer);
  if (fault?.type === 'garbage') return garbage(answer.length, exchange);
  return fault?.type === 'endless' ? ENDLESS : answer;
}

const withoutLastDataByte = (answer: Bytes): Bytes =>
  answer.length > 2 ? concat(answer.slice(0, -3), answer.slice(-2)) : answer;

/** Sixteen bytes, and sixteen more waiting. */
const ENDLESS = concat(new Uint8Array(16).fill(0x41), Uint8Array.of(0x61, 0x10));

/** Bytes of a linear congruential generator (Numerical Recipes): random enough, and the same in each run. */
function garbage(length: number, exchange: number): Bytes {
  let state = exchange + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
