import { performance } from 'node:perf_hooks';
import type { Locator, Page } from 'playwright-core';

/** A finger that knows where to go, and a hand that types on glass. */
const TAP_MS = 1000;
const CHARACTERS_PER_SECOND = 5;

export type Script = {
  readonly taps: number;
  /** Chosen from chips: counted apart, and in the time. */
  readonly reasons: number;
  readonly characters: number;
  /** What is done beside the screen: a card put in, a finger laid on a sensor; as long as a tap each. */
  readonly gestures: number;
  /** What the app let its user wait for, with all that the measuring adds; ms. */
  readonly waitedMs: number;
  /** Reckoned: taps, gestures and characters at their pace, and the waits as they were measured; ms. */
  readonly totalMs: number;
};

/** Follows a script and counts: what a person would need for it is reckoned, only the waits are of this machine. */
export function scriptedRun(page: Page) {
  let [taps, reasons, characters, gestures, waitedMs] = [0, 0, 0, 0, 0];
  const waiting = async (work: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await work();
    waitedMs += performance.now() - from;
  };
  return {
    /** Waits for it, then presses it. */
    async tap(what: Locator): Promise<void> {
      taps += 1;
      await waiting(() => what.click());
    },
    async reason(what: Locator): Promise<void> {
      reasons += 1;
      await waiting(() => what.click());
    },
    /** Into what has the focus: a tap on a field gives it, and so may a page. */
    async type(text: string, into: Locator): Promise<void> {
      await waiting(async () => {
        await into.waitFor();
        await page.waitForFunction((field) => field === document.activeElement, await into.elementHandle());
      });
      characters += text.length;
      await page.keyboard.type(text);
    },
    async gesture(act: () => Promise<unknown>): Promise<void> {
      gestures += 1;
      await act();
    },
    wait: (what: Locator): Promise<void> => waiting(() => what.waitFor()),
    result(): Script {
      const acts = (taps + reasons + gestures) * TAP_MS + (characters / CHARACTERS_PER_SECOND) * 1000;
      return { taps, reasons, characters, gestures, waitedMs, totalMs: acts + waitedMs };
    },
  };
}

/** One line for whoever reads the log of the tests. */
export function printScript(
  name: string,
  { taps, reasons, characters, gestures, waitedMs, totalMs }: Script,
): void {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const parts = [
    `${taps} taps`,
    ...(reasons > 0 ? [`${reasons} reason`] : []),
    ...(gestures > 0 ? [`${gestures} gestures beside the screen`] : []),
    `${characters} characters`,
    `waits ${seconds(waitedMs)}`,
  ];
  process.stdout.write(`scripted run, ${name}: ${parts.join(', ')}: ${seconds(totalMs)}\n`);
}
