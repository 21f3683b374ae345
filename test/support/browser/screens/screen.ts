import type { Locator, Page } from 'playwright-core';
import type { BrowserDevice } from '../chromium.ts';
import type { DemoProcess } from '#test/support/http/processes.ts';

/** What the device is when a screen is shown; the screens of a state follow one another in the list. */
export type ScreenState = 'signed out' | 'open' | 'dossier' | 'locked' | 'offline' | 'emergency' | 'doctor';

/** One screen of the app. From any other one of its state, `show` leads to it, and waits until it is there. */
export type Screen = {
  readonly name: string;
  readonly show: (at: Stage) => Promise<unknown>;
  /** Its main acts are 64 px high (test/support/browser/targets.ts). */
  readonly emergency?: boolean;
};

/** The demonstration and the one device that all screens are shown on. */
export type Stage = {
  readonly demo: DemoProcess;
  readonly device: BrowserDevice;
  readonly page: Page;
  readonly main: Locator;
  /** By an address inside the app, without loading it anew. */
  readonly visit: (path: string) => Promise<void>;
  /** By an address, loaded anew: an open vault is locked by it. */
  readonly load: (path: string) => Promise<unknown>;
};

/** A page that is there when a text of it is. */
export const at = (name: string, path: string, sign: string | RegExp, emergency = false): Screen => ({
  name,
  emergency,
  async show({ visit, main }) {
    await visit(path);
    await main.getByText(sign).first().waitFor();
  },
});

/** Reached from the screen before. */
export const next = (name: string, show: Screen['show'], emergency = false): Screen => ({
  name,
  show,
  emergency,
});
