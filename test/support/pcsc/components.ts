import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Programs and files of Debian's packages that the tests of PC/SC need; `scripts/components.mjs` installs them. */
export const VPCD_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const PCSCD = '/usr/sbin/pcscd';
const GCC = '/usr/bin/gcc';

/** Why no private pcscd can run here; undefined where one can. */
export function whyNoPcscd(): string | undefined {
  const absent = [PCSCD, VPCD_DRIVER, GCC].find((path) => !existsSync(path));
  if (absent !== undefined) return `${absent} is missing`;
  if (!hasSmartcard()) return 'the optional package smartcard is not built';
  // the service gets a /run/pcscd of its own
  const isolated = spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
  return isolated.status === 0 ? undefined : 'a mount namespace of its own needs root';
}

/** Why OpenSC's tools cannot be asked. */
export function whyNoOpenSc(): string | undefined {
  const wanted = ['opensc-tool', 'pkcs15-tool', 'pkcs11-tool', 'openssl'].map((tool) => `/usr/bin/${tool}`);
  const absent = wanted.find((path) => !existsSync(path));
  return absent === undefined ? whyNoPcscd() : `${absent} is missing`;
}

function hasSmartcard(): boolean {
  try {
    createRequire(import.meta.url)('smartcard');
    return true;
  } catch {
    return false;
  }
}

/** The name of a suite, with the reason where it is skipped. */
export const suiteName = (name: string, why: string | undefined): string =>
  why === undefined ? name : `${name} (skipped: ${why})`;
