import { err, ok, type Result } from '#base/result.ts';
import { EXERCISE_DEVICES, type ExerciseDevice } from '#training/act.ts';
import type { AppError, ListedDevice, Relais } from '../port.ts';
import type { VaultDesk } from '../vault-port.ts';
import { checkCps } from './cards.ts';
import { deviceIdOf } from './ids.ts';
import { syncNow } from './outbox.ts';
import { showWorld } from './shown-dossier.ts';
import { EXERCISE_PASSPHRASE, LEARNER } from './staff.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

type Acts = Pick<
  Relais,
  'signIn' | 'signOut' | 'createVault' | 'unlockVault' | 'lockVault' | 'vault' | 'devices' | 'askWipe'
>;

/** Session, vault and devices of the fictional professional. */
export function accountActs(world: World): Acts {
  const { view } = world;
  return {
    async signIn(pin) {
      if (!view.online) return err({ type: 'Offline' });
      const proven = checkCps(world, pin);
      if (!proven.ok) return proven;
      view.session = { professional: LEARNER, expiresAt: world.now() + DAY_MS / 2 };
      return ok(LEARNER);
    },
    async signOut() {
      view.session = undefined;
      lock(world);
    },
    createVault: async () => unlock(world),
    unlockVault: async (_owner, passphrase) => unlockWith(world, passphrase),
    lockVault() {
      lock(world);
      view.locked = { because: 'button' };
      world.note({ type: 'vaultLocked' });
    },
    vault: vaultDesk(world),
    devices: async () => (view.online ? ok(listDevices(world)) : err({ type: 'Offline' })),
    async askWipe(deviceId) {
      const device = EXERCISE_DEVICES.find((name) => deviceIdOf(name) === deviceId);
      if (!view.online) return err({ type: 'Offline' });
      if (!device) return err({ type: 'Server', code: 'notFound' });
      world.wiping.add(device);
      world.note({ type: 'wipeAsked', device });
      return ok(undefined);
    },
  };
}

function lock({ view }: World): void {
  view.forgetPlaintext();
  view.vault = 'locked';
}

function unlock(world: World): Result<void, AppError> {
  const { view } = world;
  view.vault = 'open';
  view.owner = LEARNER;
  showWorld(world);
  world.note({ type: 'vaultUnlocked' });
  syncNow(world);
  return ok(undefined);
}

const unlockWith = (world: World, passphrase: string): Result<void, AppError> =>
  passphrase === EXERCISE_PASSPHRASE ? unlock(world) : err({ type: 'WrongPassphrase' });

function vaultDesk(world: World): VaultDesk {
  const { view } = world;
  const way = { id: 'exercise', kind: 'passphrase', addedAt: undefined, label: undefined } as const;
  return {
    lockedState: async () => ({ ways: [way], waitMs: 0, unsent: view.unsent }),
    async unlock(_owner, proof) {
      return proof.kind === 'passphrase' ? unlockWith(world, proof.passphrase) : err({ type: 'WrongKey' });
    },
    createPassing: async () => unlock(world),
    addWay: async () => err({ type: 'PasskeyUnavailable' }),
    changePassphrase: async () => err({ type: 'LastWay' }),
    removeWay: async () => err({ type: 'LastWay' }),
    async setLocking(locking) {
      view.locking = locking;
      return ok(undefined);
    },
    holdDraft: () => () => undefined,
    takeDraft: async () => undefined,
  };
}

const NAMES: Readonly<Record<'fr' | 'en', Readonly<Record<ExerciseDevice, string>>>> = {
  fr: {
    thisTablet: 'Tablette de l’exercice',
    lostTablet: 'Tablette perdue (exercice)',
    officeComputer: 'Ordinateur du cabinet (exercice)',
  },
  en: {
    thisTablet: 'Tablet of the exercise',
    lostTablet: 'Lost tablet (exercise)',
    officeComputer: 'Computer of the practice (exercise)',
  },
};

function listDevices(world: World): ListedDevice[] {
  const now = world.now();
  world.note({ type: 'devicesListed' });
  return EXERCISE_DEVICES.map((device, at) => ({
    deviceId: deviceIdOf(device),
    name: NAMES[world.language][device],
    registeredAt: now - (at + 1) * 40 * DAY_MS,
    lastSeenAt: now - at * DAY_MS,
    state: world.wiping.has(device) ? 'wipeAsked' : 'active',
    thisOne: device === 'thisTablet',
    wipeAskedAt: world.wiping.has(device) ? now : null,
    wipedAt: null,
    isNew: false,
  }));
}
