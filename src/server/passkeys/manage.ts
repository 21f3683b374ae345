import type { PsIdNat } from '#base/brand.ts';
import type { Asker } from '#server/access.ts';
import { deletePasskey, passkeysOf } from '#server/repositories/passkeys.ts';
import type { Passkey } from '#wire/passkeys.ts';
import type { PasskeyDeps } from './deps.ts';
import { traceOwnThing } from '#server/traces/own-things.ts';

/** The professional's own, oldest first. */
export async function listPasskeys(
  { directory }: Pick<PasskeyDeps, 'directory'>,
  psIdNat: PsIdNat,
): Promise<Passkey[]> {
  const rows = await passkeysOf(directory.db, psIdNat);
  return rows.map(({ credentialId, name, createdAt, lastUsedAt }) => ({
    credentialId,
    name,
    createdAt,
    lastUsedAt,
  }));
}

/** False where it is unknown, or another's: the two are not told apart. Traced either way. */
export function removePasskey(deps: PasskeyDeps, credentialId: string, asker: Asker): Promise<boolean> {
  return deps.directory.write(async (tx) => {
    const gone = await deletePasskey(tx, { credentialId, psIdNat: asker.professional.psIdNat });
    await traceOwnThing(deps, tx, asker, {
      act: 'removePasskey',
      refused: gone ? undefined : 'notFound',
      name: gone?.name,
    });
    return gone !== undefined;
  });
}
