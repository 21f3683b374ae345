import { err, ok, type Result } from '#base/result.ts';
import type { DeviceDatabase } from '#store/device-database.ts';
import { wipeRepository } from '#store/wipe-repository.ts';
import { leave, showVaults } from './account-acts.ts';
import { askOnce, type AppContext } from './context.ts';
import { loadLate } from './load-late.ts';
import type { AppError, Relais } from './port.ts';
import { atQuietMoment } from './quiet-moment.ts';
import { appErrorOf } from './remote-error.ts';
import { askToPersist, storageFacts, type StoragePort } from './storage.ts';

export type DeviceDataDeps = {
  context: AppContext;
  database: DeviceDatabase;
  /** Undefined where the browser has no StorageManager. */
  storage: StoragePort | undefined;
  closeSession: () => void;
};

type Acts = Pick<Relais, 'storage' | 'askToPersist' | 'eraseMyData' | 'atQuietMoment'>;

/** What concerns all that is stored on this device, whatever is in it. */
export function deviceDataActs(deps: DeviceDataDeps): Acts {
  const { context, storage } = deps;
  return {
    storage: async () => storage && storageFacts(storage),
    askToPersist: async () => (storage ? askToPersist(storage) : false),
    eraseMyData: () => eraseMyData(deps),
    atQuietMoment: (act) =>
      atQuietMoment(
        {
          ...context,
          devices: async () => {
            const rows = await context.device.list();
            return rows.ok ? rows.value.map(({ device }) => device) : [];
          },
          busy: () => context.view.transfers.some(({ direction }) => direction === 'up'),
        },
        act,
      ),
  };
}

/** Of whoever is signed in or has the vault open: somebody else's unsent work is not theirs to destroy. */
async function eraseMyData({
  context,
  database,
  closeSession,
}: DeviceDataDeps): Promise<Result<void, AppError>> {
  const row = context.opened()?.row ?? context.account.row;
  if (!row) return err({ type: 'VaultLocked' });
  const part = await loadLate(() => import('./erase-device.ts'));
  if (!part.ok) return err(appErrorOf(part.error));
  context.memory.drop();
  // a session that the server does not hear of ends by itself: its key is destroyed here
  if (context.account.session) await askOnce(context, (api) => api.signOut());
  closeSession();
  leave(context);
  const found = await context.device.find(row.owner);
  const erased = await context.lock.exclusive('relais-wipe', () =>
    part.value.eraseProfessional(
      wipeRepository({ db: database }),
      found.ok && found.value ? found.value : row,
    ),
  );
  if (erased.ok) context.device.letGo(row.owner);
  await showVaults(context);
  return erased.ok ? ok(undefined) : erased;
}
