import { toHex, hex, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel } from '#cards/channel.ts';
import type { CardError } from '#cards/errors.ts';

export const VITALE2_ATR = hex('3B751300004309EA9000');
export const CPS3_ATR = hex('3BAC00402A00122500648000031000 9000');

/** Answers from a list, whatever is asked, and keeps what was asked. After the list, every answer is the last one. */
export function answeringChannel(
  answers: readonly string[],
  atr: Uint8Array = VITALE2_ATR,
): CardChannel & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    atr,
    sent,
    transmit(command) {
      const answer = answers[Math.min(sent.length, answers.length - 1)] ?? '6f00';
      sent.push(toHex(command));
      return Promise.resolve(ok(hex(answer)));
    },
    close: () => Promise.resolve(),
  };
}

/** Plays a recorded dialogue: a command that is not the recorded one is an error of the test. */
export function scriptedChannel(
  script: readonly (readonly [command: string, answer: string])[],
  atr: Uint8Array = VITALE2_ATR,
): CardChannel & { finished(): boolean } {
  let at = 0;
  return {
    atr,
    finished: () => at === script.length,
    transmit(command) {
      const [expected = '(nothing)', answer = ''] = script[at++] ?? [];
      if (toHex(command) !== toHex(hex(expected)))
        throw new Error(`expected ${expected}, got ${toHex(command)}`);
      return Promise.resolve(ok(hex(answer)));
    },
    close: () => Promise.resolve(),
  };
}

export interface Recording extends CardChannel {
  /** Every command sent, in hex. */
  readonly sent: readonly string[];
  /** How many of them carried this instruction byte. */
  count(ins: string): number;
}

/** Passes everything on and keeps the commands. `alter` may change an answer. */
export function recordingChannel(
  channel: CardChannel,
  alter: (answer: Bytes, exchange: number) => Result<Bytes, CardError> = ok,
): Recording {
  const sent: string[] = [];
  return {
    atr: channel.atr,
    sent,
    count: (ins) => sent.filter((command) => command.slice(2, 4) === ins).length,
    async transmit(command) {
      sent.push(toHex(command));
      const answer = await channel.transmit(command);
      return answer.ok ? alter(answer.value, sent.length - 1) : answer;
    },
    close: () => channel.close(),
  };
}

export const cardGone = (): Result<Bytes, CardError> => err({ type: 'CardRemoved' });
