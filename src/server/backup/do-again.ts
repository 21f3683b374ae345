import type { Clock } from '#base/clock.ts';
import { deviceKey } from '#server/auth/device-key.ts';
import { executeCommand } from '#server/commands/execute.ts';
import type { CommandDeps } from '#server/commands/scope.ts';
import type { Command, Receipt } from '#wire/commands.ts';
import type { Journaled, Waiting } from './journaled.ts';

/**
 * Does a journaled command again as of its own time, so that no authorisation lasts longer than it was given for: the same
 * (device, n), so that one that is there already gives its old receipt. It was done once, whatever the version of the line
 * was on the author's screen; and a refusal is not its last word.
 */
export function doAgain(deps: CommandDeps, { at, entry }: Waiting): Promise<Receipt> {
  const then: Clock = { now: () => at, monotonic: () => deps.clock.monotonic() };
  const sender = {
    device: entry.device,
    publicKey: deviceKey(entry.publicKey),
    professional: entry.professional,
  };
  return executeCommand({ ...deps, clock: then, journaled: AGAIN }, entry.signed, sender);
}

const AGAIN: Journaled = {
  around: ({ command }, run) => run(withoutVersion(command), false),
  wait: () => undefined,
};

function withoutVersion(command: Command): Command {
  if (!('basedOn' in command.body)) return command;
  const { basedOn: _seen, ...body } = command.body;
  return { ...command, body };
}
