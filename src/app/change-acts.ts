import type { DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { CommandBody } from '#wire/commands.ts';
import { askForPage, withVault, type AppContext } from './context.ts';
import { done } from './done.ts';
import type { AppError, Relais } from './port.ts';
import { holderOf, sendAndWait } from './send-command.ts';
import type { VaultSession } from './vault-session.ts';

type Acts = Pick<Relais, 'change' | 'authoriseMyself' | 'findProfessionals'>;

/** Acts on the rights and the life of a dossier. */
export function changeActs(context: AppContext): Acts {
  return {
    change: (body) => withVault(context, (session) => change(context, session, body)),
    authoriseMyself: (dossierId, presence) =>
      withVault(context, (session) => {
        const professional = session.row.owner;
        return change(context, session, { type: 'grantAuthorisation', dossierId, professional, presence });
      }),
    findProfessionals: (query) => askForPage(context, (api) => api.findProfessionals(query.trim())),
  };
}

async function change(
  context: AppContext,
  session: VaultSession,
  body: CommandBody,
): Promise<Result<void, AppError>> {
  const { dossierId } = body;
  const sent = await sendAndWait(context, session, { body, holder: await holderOf(session, dossierId) });
  // also after a refusal: what was on the screen is not what the server knows
  if (sent.ok || sent.error.type === 'Refused') await fetchAgain(context, session, dossierId);
  return done(sent);
}

/** So that the screen shows what came of it; a dossier that is not held here stays where it is. */
async function fetchAgain(context: AppContext, session: VaultSession, dossierId: DossierId): Promise<void> {
  const inMemory = context.memory.find(dossierId);
  if (inMemory) return inMemory.refresh();
  const held = await session.store.dossiers.find(dossierId);
  if (held.ok && !held.value) return;
  await session.engine.pull(new Map([[dossierId, held.ok ? (held.value?.summary.cursor ?? null) : null]]));
}
