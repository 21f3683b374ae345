import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { systemTimer } from '#base/timer.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { vaultTabs, webLock } from './browser-ports.ts';
import type { DemoDesk } from './demo-desk.ts';
import { deviceName } from './device-name.ts';
import type { Relais } from './port.ts';
import { buildRelais } from './relais.ts';

/** Composition root of the browser. */
export async function startRelais(): Promise<Relais> {
  const { relais, probe } = await buildRelais({
    origin: location.origin,
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    random: systemRandom,
    lock: webLock,
    timer: systemTimer,
    tabs: vaultTabs,
    database: new DeviceDatabase(),
    deviceName: deviceName(navigator.userAgent),
    demoDesk: await openDesk(),
    passkeyBrowser: async () => (await import('./browser-passkeys.ts')).browserPasskeys,
    usb: 'usb' in navigator ? navigator.usb : undefined,
    // the browser decides, and nothing waits for it
    persistStorage: () => void navigator.storage.persist(),
  });
  followNetwork(probe);
  return relais;
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
  const { openDemoDesk } = await import('./demo-desk.ts');
  return openDemoDesk((path) => fetch(path));
}
