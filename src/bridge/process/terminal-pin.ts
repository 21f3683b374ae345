import type { Bytes } from '#base/bytes.ts';
import type { PinScreen } from '../core/ports.ts';
import type { Keyboard } from './keyboard.ts';
import type { Messages } from './messages.ts';

/** Longer than any code of a card. */
const MOST_DIGITS = 16;

/**
 * The code of a card typed at the terminal: nothing of it is shown, not even its length, and its bytes are nowhere but
 * in the answer. Enter ends, Escape gives up.
 */
export function createTerminalPin(deps: {
  readonly keyboard: Keyboard;
  readonly text: Messages;
  readonly write: (text: string) => void;
  /** From the question to its answer no other key means anything. */
  readonly onAsking: (asking: boolean) => void;
}): PinScreen {
  const { keyboard, text, write } = deps;
  return {
    askPin({ appName, triesLeft }, signal) {
      if (signal.aborted) return Promise.resolve(undefined);
      const typed = new Uint8Array(MOST_DIGITS);
      let length = 0;
      deps.onAsking(true);
      write(text.pin(appName, triesLeft));
      return new Promise<Bytes | undefined>((resolve) => {
        const settle = (pin: Bytes | undefined): void => {
          typed.fill(0);
          stop();
          signal.removeEventListener('abort', giveUp);
          deps.onAsking(false);
          write(`${pin ? text.pinTaken : '—'}\n`);
          resolve(pin);
        };
        const giveUp = (): void => settle(undefined);
        const stop = keyboard.onKey((key) => {
          if (key === '\x1b' || key === '\x03') giveUp();
          else if ((key === '\r' || key === '\n') && length > 0) settle(typed.slice(0, length));
          else if (key === '\x7f' || key === '\b') length = Math.max(0, length - 1);
          else if (/^[0-9]$/.test(key) && length < MOST_DIGITS) typed[length++] = key.charCodeAt(0);
        });
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}
