import { hex, toHex, type Bytes } from '#base/bytes.ts';
import { err, ok, unwrap, type Result } from '#base/result.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { appendEdc, type ErrorDetection } from '#cards/ccid/t1/edc.ts';
import { createT1, type T1Channel } from '#cards/ccid/t1/t1-channel.ts';
import type { CardError } from '#cards/errors.ts';

/** T=1 alone, blocks of 32 bytes to the card, LRC. */
export const T1_ATR = hex('3B 80 81 11 20 30');

export interface Scripted {
  readonly channel: T1Channel;
  /** What the channel sent that the script did not expect, and what it expected and was not sent. */
  readonly surprises: string[];
  readonly left: () => number;
  readonly waits: number[];
}

/**
 * A card that says its lines: `'> C1 01 FE', '< E1 01 FE'`, addresses and checks added; `'<! …'` is sent as it stands,
 * `'<? type'` is an error of the reader.
 */
export function scripted(
  lines: readonly string[],
  options: { readonly atr?: Bytes; readonly maxIfsd?: number; readonly detection?: ErrorDetection } = {},
): Scripted {
  const { atr = T1_ATR, maxIfsd = 254, detection = 'lrc' } = options;
  const script = [...lines];
  const surprises: string[] = [];
  const waits: number[] = [];
  const exchangeBlock = (block: Bytes, bwi: number): Promise<Result<Bytes, CardError>> => {
    waits.push(bwi);
    const expected = script.shift()?.replace(/^> /, '') ?? 'the end';
    const wanted = expected === 'the end' ? expected : toHex(framed(expected, detection));
    if (toHex(block) !== wanted) surprises.push(`${toHex(block)} for ${wanted}`);
    return Promise.resolve(answerOf(script.shift() ?? '<? CardRemoved', detection));
  };
  const facts = unwrap(parseAtr(atr));
  const channel = createT1({ facts, maxIfsd, exchangeBlock });
  return { channel, surprises, left: () => script.length, waits };
}

const framed = (text: string, detection: ErrorDetection): Bytes => appendEdc(detection, hex(`00 ${text}`));

function answerOf(line: string, detection: ErrorDetection): Result<Bytes, CardError> {
  if (line.startsWith('<! ')) return ok(hex(line.slice(3)));
  if (line === '<? CardMute') return err({ type: 'CardMute' });
  if (line.startsWith('<?')) return err({ type: 'CardRemoved' });
  return ok(framed(line.slice(2), detection));
}
