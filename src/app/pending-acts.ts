import type { DossierId } from '#base/brand.ts';
import { ok, type Result } from '#base/result.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { StoreError } from '#store/errors.ts';
import type { AppContext } from './context.ts';
import { authorisedAfterCreation, headerOf } from './pending-dossier.ts';
import type { PendingDossier } from './dossier-port.ts';
import type { VaultSession } from './vault-session.ts';

type Known = Pick<AppContext, 'view'>;

/** The dossier that an id stands for: its own, or the one that existed already. */
export const trueId = ({ view }: Known, dossierId: DossierId): DossierId =>
  view.moved.get(dossierId) ?? dossierId;

export const pendingOf = ({ view }: Known, dossierId: DossierId): PendingDossier | undefined =>
  view.pending.find((one) => one.dossierId === dossierId);

/** From the outbox alone; undefined where no creation waits under this id. */
export async function pendingHeader(
  { row, store }: Pick<VaultSession, 'row' | 'store'>,
  dossierId: DossierId,
): Promise<Result<DossierHeader | undefined, StoreError>> {
  const written = await store.outbox.listAll();
  if (!written.ok) return written;
  const { waiting, refused } = written.value;
  const me = { psIdNat: row.owner, name: row.name, profession: row.profession };
  const entry = [...waiting, ...refused.map((one) => one.entry)].find(
    ({ command: { body } }) => body.type === 'createDossier' && body.dossierId === dossierId,
  );
  return ok(entry && headerOf(entry, me));
}

/** What was created here without a network, and may be read: comes to the device by itself, once. */
export async function fetchCreated(context: AppContext): Promise<void> {
  const session = context.opened();
  if (!session || context.view.outbox.every(({ what }) => what !== 'createDossier')) return;
  const written = await session.store.outbox.listAll();
  if (!written.ok) return;
  const held = new Set(context.view.dossiers.map(({ dossierId }) => dossierId));
  const wanted = authorisedAfterCreation(written.value, session.row.owner, context.clock.now()).filter(
    (id) => !held.has(id) && !session.late.created.has(id),
  );
  if (wanted.length === 0) return;
  for (const id of wanted) session.late.created.add(id);
  const pulled = await session.engine.pull(new Map(wanted.map((id) => [id, null])));
  if (!pulled.ok) for (const id of wanted) session.late.created.delete(id);
}
