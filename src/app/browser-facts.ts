import { deviceName } from './device-name.ts';

/** What of the browser a support person asks first. Nothing that tells one device from another of its kind. */
export type BrowserFacts = {
  /** «Chrome · Linux», of a closed list. */
  name: string;
  /** Major version; null where it was not found. */
  version: number | null;
  /** Whether each is there. */
  can: Readonly<Record<Capability, boolean>>;
};

export const CAPABILITIES = [
  'serviceWorker',
  'installed',
  'webUsb',
  'camera',
  'passkeys',
  'webLocks',
  'webCrypto',
  'wasm',
  'popover',
  'secureContext',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** The browser's own word for its version, by the name under which `deviceName` knows it. */
const VERSIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/^Edge/, /Edg\/(\d{1,4})/],
  [/^Firefox/, /Firefox\/(\d{1,4})/],
  [/^Chrome/, /Chrome\/(\d{1,4})/],
  [/^Safari/, /Version\/(\d{1,4})/],
];

export function browserVersion(userAgent: string): number | null {
  const name = deviceName(userAgent);
  const pattern = VERSIONS.find(([browser]) => browser.test(name))?.[1];
  const found = pattern?.exec(userAgent)?.[1];
  return found === undefined ? null : Number(found);
}

export function browserFacts(window: Window & typeof globalThis): BrowserFacts {
  const { navigator } = window;
  return {
    name: deviceName(navigator.userAgent),
    version: browserVersion(navigator.userAgent),
    can: {
      serviceWorker: 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
      installed: window.matchMedia('(display-mode: standalone)').matches,
      webUsb: 'usb' in navigator,
      camera: 'mediaDevices' in navigator,
      passkeys: 'PublicKeyCredential' in window,
      webLocks: 'locks' in navigator,
      webCrypto: 'subtle' in window.crypto,
      wasm: 'WebAssembly' in window,
      popover: 'showPopover' in window.HTMLElement.prototype,
      secureContext: window.isSecureContext,
    },
  };
}
