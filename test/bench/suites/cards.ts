import { issueBenchCps } from '../cards/bench-cards.ts';
import { exchangeCounts } from '../cards/exchange-counts.ts';
import { leadBare } from '../cards/led.ts';
import { pairedBridge } from '../cards/paired-bridge.ts';
import { pcscOverhead } from '../cards/pcsc-overhead.ts';
import { usbDriver } from '../cards/usb-driver.ts';
import { wireTimes } from '../cards/wire-times.ts';
import type { Figure } from '../figure.ts';
import type { Suite } from '../suite.ts';

/** Cards and readers: what our code takes on top of the wire, and how much is said. */
export const measure: Suite = async ({ progress }) => {
  progress('keys and cards');
  const cps = await issueBenchCps(leadBare);
  const parts: readonly (readonly [doing: string, measure: () => Promise<Figure[]>])[] = [
    ['USB driver', usbDriver],
    ['PC/SC', () => pcscOverhead(progress)],
    ['exchanges and bytes', () => exchangeCounts(cps)],
    ['dialogues with the delays of the wire', () => wireTimes(cps)],
    ['a paired bridge', () => pairedBridge(cps)],
  ];
  const figures: Figure[] = [];
  for (const [doing, part] of parts) {
    progress(doing);
    figures.push(...(await part()));
  }
  return figures;
};
