import type { ChangeBody } from '#app/outbox-port.ts';
import type { AppError, Relais } from '#app/port.ts';

/** One act on the rights at a time, and what became of it. */
export interface RightActs {
  /** The kind of act under way. */
  readonly busy: ChangeBody['type'] | undefined;
  readonly problem: AppError | undefined;
  /** The last act waits for the network. */
  readonly waits: boolean;
  /** True where it is done, or written and waiting. */
  run(body: ChangeBody): Promise<boolean>;
  forgetProblem(): void;
}

/** `onwaiting`: it was written, and waits for the network. */
export function createRightActs(
  relais: Pick<Relais, 'change'>,
  ondone: () => void,
  onwaiting: (body: ChangeBody) => void,
): RightActs {
  let busy = $state<ChangeBody['type']>();
  let problem = $state.raw<AppError>();
  let waits = $state(false);

  async function run(body: ChangeBody): Promise<boolean> {
    if (busy) return false;
    busy = body.type;
    const done = await relais.change(body);
    busy = undefined;
    // without a network it was written all the same, and waits: not to be done again
    waits = !done.ok && done.error.type === 'Offline';
    problem = done.ok || waits ? undefined : done.error;
    if (done.ok) ondone();
    else if (waits) onwaiting(body);
    return done.ok || waits;
  }

  return {
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    get waits() {
      return waits;
    },
    run,
    forgetProblem() {
      problem = undefined;
    },
  };
}
