import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { PracticePlace } from '#domain/dossier/document-entry.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import { askOnce, type AppContext } from './context.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import type { SignedIn } from './sign-in.ts';

const same = (a: PracticeSituation, b: PracticeSituation | null | undefined): boolean =>
  a.name === b?.name && a.structureId === b.structureId && a.sector === b.sector;

/**
 * The places that the card named at this sign-in. The only one is chosen by itself; of several, the one that was chosen
 * before, if the card still names it. Kept with the professional, for the days without a card; a database that fails is
 * no reason to keep anybody out.
 */
export async function noteSituations(
  device: DeviceRepository,
  { row, situations }: SignedIn,
): Promise<ProfessionalRow> {
  const [only, ...others] = situations;
  const situation = others.length === 0 ? only : situations.find((one) => same(one, row.situation));
  await device.setSituations(row.owner, situations, situation);
  return { ...row, situations, situation: situation ?? null };
}

export async function chooseSituation(
  { view, account, device }: AppContext,
  wanted: PracticeSituation,
): Promise<Result<void, AppError>> {
  const { row } = account;
  const situation = view.situations.find((one) => same(one, wanted));
  if (!row || !situation) return err({ type: 'NotCached' });
  const kept = await device.setSituations(row.owner, view.situations, situation);
  if (!kept.ok) return err(appErrorOf(kept.error));
  if (account.row === row) {
    account.row = { ...row, situation };
    view.situation = situation;
  }
  return ok(undefined);
}

/** Longest name of a place on the wire, in UTF-16 units. */
const MAX_PLACE = 200;

/** What a document says of where it was made; undefined where that is not known or not chosen. */
export function practiceOf({ account }: AppContext, owner: PsIdNat): PracticePlace | undefined {
  const situation = account.row?.owner === owner ? account.row.situation : undefined;
  if (!situation?.name) return undefined;
  const { name, structureId } = situation;
  return {
    name: name.slice(0, MAX_PLACE),
    ...(structureId && { structureId: structureId.slice(0, MAX_PLACE) }),
  };
}

/**
 * Tells the server where the professional works, since it stands in the traces of what is done there: after a choice, a
 * sign-in, and at the next contact where the network was away. Once for each session and place.
 */
export async function tellPractice(context: AppContext): Promise<void> {
  const { row, session } = context.account;
  if (!row || !session) return;
  const practice = practiceOf(context, row.owner) ?? null;
  const telling = JSON.stringify([session.token, practice]);
  if (context.account.practiceTold === telling) return;
  context.account.practiceTold = telling;
  const told = await askOnce(context, (api) => api.choosePractice(practice));
  if (!told.ok && context.account.practiceTold === telling) context.account.practiceTold = undefined;
}
