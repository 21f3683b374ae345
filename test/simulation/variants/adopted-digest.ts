import type { DossierId } from '#base/brand.ts';
import { ok } from '#base/result.ts';
import type { Dossiers } from '#sync/ports.ts';
import { stagedFrom, stagePage, type PullPage, type Staged } from '#sync/staging.ts';
import type { PullResult } from '#wire/sync.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import type { Variant } from '../world.ts';

/** Believes that it holds what the checkpoint says: the digest of the other side is taken over, never recomputed. */
export const adoptedDigest: Variant = {
  name: 'adopted-digest',
  through: ({ remote, dossiers, outbox }) => {
    const staged = new Map<DossierId, Staged>();
    return {
      outbox,
      dossiers,
      remote: {
        ...remote,
        async pull(input) {
          const answer = await remote.pull(input);
          if (!answer.ok) return answer;
          const results: PullResult[] = [];
          for (const one of answer.value.results)
            results.push(one.kind === 'page' ? await agreeing(dossiers, staged, one) : one);
          return ok({ ...answer.value, results });
        },
      },
    };
  },
};

/** The page with the checkpoint that fits whatever came. */
async function agreeing(
  dossiers: Dossiers,
  staged: Map<DossierId, Staged>,
  page: PullPage,
): Promise<PullPage> {
  const { dossierId, checkpoint } = page;
  const held = page.fresh ? undefined : await dossiers.read(dossierId);
  const base = page.fresh
    ? undefined
    : (staged.get(dossierId) ?? (held?.ok && held.value ? stagedFrom(held.value) : undefined));
  const next = stagePage(base, page);
  staged.set(dossierId, next);
  if (!checkpoint) return page;
  staged.delete(dossierId);
  const digest = await visibleSetDigest(next.header.version, next.entries.values());
  return { ...page, checkpoint: { count: next.entries.size, digest } };
}
