import { err, ok, type Result } from '#base/result.ts';
import type { DeviceDatabase } from '#store/device-database.ts';
import { seenDevicesRepository, type SeenDevicesRepository } from '#store/seen-devices-repository.ts';
import type { DeviceLine } from '#wire/devices.ts';
import { askForPage, askOnce, type AppContext } from './context.ts';
import type { AppError, ListedDevice } from './port.ts';

type Deps = { context: AppContext; database: DeviceDatabase };

/** The list as a page shows it: what is new is told once, since looking at it is what makes it known. */
export async function listDevices({
  context,
  database,
}: Deps): Promise<Result<readonly ListedDevice[], AppError>> {
  const seen = seenDevicesRepository({ db: database });
  const owner = context.account.row?.owner;
  if (owner === undefined) return err({ type: 'Server', code: 'sessionMissing' });
  const answer = await askForPage(context, (api) => api.devices());
  if (!answer.ok) return answer;
  const known = await knownUpTo(seen, owner, answer.value);
  await seen.note(owner, Math.max(known, ...answer.value.map(({ registeredAt }) => registeredAt)));
  context.view.newDevices = 0;
  return ok(answer.value.map((line) => ({ ...line, isNew: isNew(line, known) })));
}

/** For the badge beside the account; false where it could not be found out. */
export async function countNewDevices({ context, database }: Deps): Promise<boolean> {
  const seen = seenDevicesRepository({ db: database });
  const owner = context.account.row?.owner;
  const answer = owner === undefined ? undefined : await askOnce(context, (api) => api.devices());
  if (owner === undefined || !answer?.ok) return false;
  const known = await knownUpTo(seen, owner, answer.value);
  // another may have signed in meanwhile
  if (context.account.row?.owner !== owner) return false;
  context.view.newDevices = answer.value.filter((line) => isNew(line, known)).length;
  return true;
}

/** Who never looked knows the devices that were there before this one. */
async function knownUpTo(
  seen: SeenDevicesRepository,
  owner: Parameters<SeenDevicesRepository['upTo']>[0],
  lines: readonly DeviceLine[],
): Promise<number> {
  const noted = await seen.upTo(owner);
  const own = lines.find(({ thisOne }) => thisOne)?.registeredAt ?? 0;
  return Math.max(own, (noted.ok ? noted.value : undefined) ?? 0);
}

const isNew = ({ thisOne, registeredAt }: DeviceLine, known: number): boolean =>
  !thisOne && registeredAt > known;
