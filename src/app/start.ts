import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { systemTimer } from '#base/timer.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { askToBeWoken, isWakeUp } from './background-sync.ts';
import { vaultTabs, webLock, wipeTabs } from './browser-ports.ts';
import type { DemoDesk } from './demo-desk.ts';
import { deviceName } from './device-name.ts';
import type { Relais } from './port.ts';
import { buildRelais } from './relais.ts';

/** Only a question whether this device was reported lost; ms. */
const LOOK_IN_MS = 10 * 60_000;

/** Composition root of the browser. */
export async function startRelais(): Promise<Relais> {
  const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  const { relais, probe, lookIn, touch, checkIdle } = await buildRelais({
    origin: location.origin,
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    random: systemRandom,
    lock: webLock,
    timer: systemTimer,
    tabs: vaultTabs,
    wipeTabs: wipeTabs(),
    database: new DeviceDatabase(),
    deviceName: deviceName(navigator.userAgent),
    demoDesk: await openDesk(),
    passkeyBrowser: async () => (await import('./browser-passkeys.ts')).browserPasskeys,
    reader: async () => (await import('./browser-reader.ts')).browserReader,
    vaultPasskeys: async () => (await import('./browser-vault-passkeys.ts')).browserVaultPasskeys,
    usb: 'usb' in navigator ? navigator.usb : undefined,
    // the browser decides, and nothing waits for it
    persistStorage: () => void navigator.storage.persist(),
    badge: navigator,
    askToBeWoken: () => void askToBeWoken(workers),
    storage: navigator.storage,
    notes: localStorage,
  });
  followTouch(touch, checkIdle);
  followNetwork(probe);
  followNetwork(lookIn);
  workers?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isWakeUp(data)) void probe();
  });
  // a lost tablet may lie on its locked screen for days
  setInterval(() => void lookIn(), LOOK_IN_MS);
  return relais;
}

/** Before the page hears of it: what comes too late finds the screens blank. */
function followTouch(touch: () => void, checkIdle: () => void): void {
  for (const kind of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(kind, touch, { capture: true, passive: true });
  for (const kind of ['visibilitychange', 'resume']) document.addEventListener(kind, checkIdle);
  addEventListener('pageshow', checkIdle);
}

/** The browser's word is a reason to try, never an answer. */
function followNetwork(probe: () => Promise<void>): void {
  addEventListener('online', () => void probe());
  addEventListener('offline', () => void probe());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void probe();
  });
  void probe();
}

/** The constant drops this, and all that it imports, from a production build. */
async function openDesk(): Promise<DemoDesk | undefined> {
  if (!__DEMO__) return undefined;
  const { fetchOrKept, openDemoDesk } = await import('./demo-desk.ts');
  return openDemoDesk(fetchOrKept);
}
