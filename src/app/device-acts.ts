import { isDeviceId, type DeviceId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import { guarded } from '#store/guarded.ts';
import { keyThumbprint } from '#wire/client/dpop-fetch.ts';
import { leave, showVaults } from './account-acts.ts';
import { askForPage, type AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type { AppError, Relais } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { WipeDeps } from './wipe.ts';

/** The tabs of this browser, whoever is signed in there: told that what belongs to a device key is destroyed. */
export type WipeTabs = {
  post(device: DeviceId): void;
  onMessage(listener: (device: DeviceId) => void): void;
};

export type DeviceActDeps = Omit<WipeDeps, 'context' | 'lookedAt'> & {
  context: AppContext;
  wipeTabs: WipeTabs;
  closeSession: () => void;
};

/** The list of the professional's devices, and the end of what this one holds where it was reported lost. */
export function deviceActs(deps: DeviceActDeps) {
  const { context, database, wipeTabs } = deps;
  const wipeDeps: WipeDeps = { ...deps, lookedAt: new Map() };
  const begun = new Set<DeviceId>();
  wipeTabs.onMessage((device) => void letGo(deps, device));

  const acts: Pick<Relais, 'devices' | 'askWipe'> = {
    async devices() {
      const part = await loadLate(() => import('./device-list.ts'));
      return part.ok ? part.value.listDevices(deps) : err(appErrorOf(part.error));
    },
    async askWipe(deviceId): Promise<Result<void, AppError>> {
      const asked = await askForPage(context, (api) => api.askWipe(deviceId));
      return asked.ok ? ok(undefined) : asked;
    },
  };

  return {
    acts,
    async countNewDevices(): Promise<boolean> {
      const part = await loadLate(() => import('./device-list.ts'));
      return part.ok && part.value.countNewDevices(deps);
    },
    /** Nothing where nobody ever signed in here. */
    async lookIn(): Promise<void> {
      const here = await guarded(
        database,
        async () => (await database.wipes.count()) + (await database.professionals.count()),
      );
      if (!here.ok || here.value === 0) return;
      const part = await loadLate(() => import('./wipe.ts'));
      if (part.ok) await part.value.lookIn(wipeDeps);
    },
    /** An answer to this key asked for the wipe. */
    async onWipe(keys: CryptoKeyPair): Promise<void> {
      const device = await keyThumbprint(keys);
      if (!isDeviceId(device) || begun.has(device)) return;
      begun.add(device);
      wipeTabs.post(device);
      context.view.wiped = true;
      await letGo(deps, device);
      const part = await loadLate(() => import('./wipe.ts'));
      if (part.ok) await part.value.wipe(wipeDeps, device);
      await showVaults(context);
      void context.unsent.recount();
      // begun again at the next answer, should anything have stood in its way
      begun.delete(device);
    },
  };
}

/** Keys and plaintext leave the memory of this tab at once. */
async function letGo({ context, closeSession }: DeviceActDeps, device: DeviceId): Promise<void> {
  const isOpen = context.opened()?.row.device === device;
  const isIn = context.account.row?.device === device;
  if (isOpen) closeSession();
  if (isIn) leave(context);
  if (isOpen || isIn) context.view.wiped = true;
  await showVaults(context);
}
