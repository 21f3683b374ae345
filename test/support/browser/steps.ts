import { it, onTestFailed } from 'vitest';
import { picture, type BrowserDevice } from './chromium.ts';

/**
 * Tests that follow from one another. After one that failed the rest would only wait for what cannot come: they fail at
 * once. A failure leaves a picture of every device.
 */
export function steps(story: string, devices: () => Readonly<Record<string, BrowserDevice | undefined>>) {
  let broken = false;
  return (name: string, act: () => Promise<void> | void): void =>
    it(name, async () => {
      if (broken) throw new Error('an earlier step of the story failed');
      onTestFailed(async () => {
        broken = true;
        for (const [device, open] of Object.entries(devices()))
          if (open) await picture(open.page(), `${story}-${device}`);
      });
      await act();
    });
}
