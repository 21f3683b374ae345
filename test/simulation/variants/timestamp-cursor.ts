import { ok } from '#base/result.ts';
import type { Variant } from '../world.ts';

/**
 * Asks what was written after the latest time that it was told, as if time were a cursor: what is written in the same
 * millisecond, or after the server's clock was set back, is never told.
 */
export const timestampCursor: Variant = {
  name: 'timestamp-cursor',
  through: ({ remote, ...ports }, { model }) => ({
    ...ports,
    remote: {
      ...remote,
      async changes(since) {
        const answer = await remote.changes(null);
        if (!answer.ok) return answer;
        const after = since === null ? -1 : Number(since);
        const mark = String(Math.max(after, answer.value.serverTime));
        const written = model.log.flatMap(({ outcome, at }) =>
          outcome.type === 'done' && at > after ? [outcome.dossierId] : [],
        );
        return ok({ ...answer.value, kind: 'moved', dossiers: [...new Set(written)], mark });
      },
    },
  }),
};
