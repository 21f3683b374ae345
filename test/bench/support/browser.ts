import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM } from '../machine.ts';

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
