import { ok, type Result } from '#base/result.ts';
import type { Contact } from '#wire/sync.ts';
import type { Dossiers, LocalError, Outbox, Remote, SyncEvent } from './ports.ts';

type Deps = {
  remote: Remote;
  outbox: Pick<Outbox, 'offerAgain'>;
  dossiers: Pick<Dossiers, 'mark' | 'keepMark'>;
  emit: (event: SyncEvent) => void;
};

/** The same server, and what its answers say of a restore from a backup. */
export type EpochWatch = {
  remote: Remote;
  /**
   * After answers: true where the server was restored since the last contact. Then what was settled lately waits again,
   * and cursors and mark count no more. Done again at the next contact where the storage fails.
   */
  heed(): Promise<Result<boolean, LocalError>>;
};

/** Any other epoch than the one known is a restore: of two restores of one old backup the second need not be higher. */
export function watchEpoch({ remote, outbox, dossiers, emit }: Deps): EpochWatch {
  let heard: number | undefined;
  let known: number | undefined;

  async function hear<T extends Contact, E>(asked: Promise<Result<T, E>>): Promise<Result<T, E>> {
    const answer = await asked;
    if (answer.ok) heard = answer.value.restoreEpoch;
    return answer;
  }

  async function startOver(restoreEpoch: number): Promise<Result<void, LocalError>> {
    const offered = await outbox.offerAgain();
    if (!offered.ok) return offered;
    const forgotten = await dossiers.keepMark(undefined);
    if (!forgotten.ok) return forgotten;
    if (offered.value > 0) emit({ kind: 'offeredAgain', commands: offered.value });
    return dossiers.keepMark({ mark: null, restoreEpoch });
  }

  return {
    remote: {
      push: (commands, restoreEpoch) => hear(remote.push(commands, restoreEpoch)),
      pull: (input) => hear(remote.pull(input)),
      changes: (since) => hear(remote.changes(since)),
      upload: (source, options) => remote.upload(source, options),
      watch: (listen) => remote.watch(listen),
    },
    async heed() {
      const epoch = heard;
      if (epoch === undefined || epoch === known) return ok(false);
      const before = await dossiers.mark();
      if (!before.ok) return before;
      const restored = before.value !== undefined && before.value.restoreEpoch !== epoch;
      const done = restored
        ? await startOver(epoch)
        : before.value
          ? ok(undefined)
          : await dossiers.keepMark({ mark: null, restoreEpoch: epoch });
      if (!done.ok) return done;
      known = epoch;
      return ok(restored);
    },
  };
}
