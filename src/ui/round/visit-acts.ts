import type { AppError } from '#app/port.ts';
import type { RoundDesk } from '#app/round-port.ts';
import type { DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { VisitChange } from '#domain/round/visit-round.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import type { Status } from '../status.svelte.ts';

export type VisitDesk = Pick<RoundDesk, 'add' | 'remove' | 'move' | 'takeBack'>;

type Deps = {
  desk: VisitDesk;
  status: Pick<Status, 'say'>;
  messages: Pick<Messages, 'text'>;
  nameOf: (dossierId: DossierId) => string;
  /** Of an act of the page; undefined: it went well. */
  onproblem: (problem: AppError | undefined) => void;
};

/** Acts on the visits of the day: each says what it did, and can be taken back. */
export function visitActs({ desk, status, messages, nameOf, onproblem }: Deps) {
  const t = messages.text.round;

  async function takeBack(change: VisitChange): Promise<void> {
    const done = await desk.takeBack(change);
    onproblem(done.ok ? undefined : done.error);
    if (done.ok) status.say(t.takenBack);
  }

  async function say(
    doing: Promise<Result<VisitChange, AppError>>,
    words: (change: VisitChange) => string | undefined,
  ): Promise<void> {
    const done = await doing;
    onproblem(done.ok ? undefined : done.error);
    const said = done.ok ? words(done.value) : undefined;
    if (done.ok && said !== undefined) status.say(said, 'success', () => void takeBack(done.value));
  }

  return {
    add: (ids: readonly DossierId[]) =>
      say(desk.add(ids), ({ was, made }) => {
        const added = made.filter((id) => !was.includes(id));
        return added.length === 0 ? undefined : t.added(added.map(nameOf));
      }),
    remove: (id: DossierId) => say(desk.remove(id), () => t.removed(nameOf(id))),
    move: (id: DossierId, by: -1 | 1) =>
      say(desk.move(id, by), ({ made }) => t.movedTo(nameOf(id), made.indexOf(id) + 1)),
  };
}
