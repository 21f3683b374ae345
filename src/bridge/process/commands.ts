import { err, ok, type Result } from '#base/result.ts';
import type { BridgeHost } from '../core/host.ts';
import type { PendingApprovals } from '../core/pending-approvals.ts';
import type { ControlHandler } from './control.ts';

/** What `relais-bridge status` and the like get from the bridge that runs. */
export function createCommands(deps: {
  readonly host: BridgeHost;
  readonly approvals: PendingApprovals;
  readonly origin: string;
  /** Commands of the demonstration. */
  readonly more?: ControlHandler | undefined;
}): ControlHandler {
  const { host, approvals } = deps;
  const commands: Readonly<
    Record<string, (argument: string) => Promise<Result<unknown, { readonly type: string }>>>
  > = {
    status: async () =>
      ok({
        origin: deps.origin,
        server: host.serverState(),
        ...host.status(),
        pairings: host.pairings().length,
        offerUntil: host.offer()?.expiresAt ?? null,
        waiting: approvals.waiting().map(({ appName, digits }) => ({ appName, digits })),
      }),
    pair: () => host.openOffer(),
    pairings: async () =>
      ok(
        host.pairings().map(({ appName, pairedAt, lastUsedAt, accepted, inUse }, index) => ({
          number: index + 1,
          appName,
          pairedAt,
          lastUsedAt,
          accepted,
          inUse,
        })),
      ),
    accept: async (digits) => answered(approvals.answer(digits, 'accepted')),
    decline: async (digits) => answered(approvals.answer(digits, 'declined')),
    async revoke(number) {
      const pairing = /^[1-9]\d*$/.test(number) ? host.pairings()[Number(number) - 1] : undefined;
      if (!pairing) return err({ type: 'NoSuchPairing' });
      await host.revoke(pairing.address);
      return ok({ appName: pairing.appName });
    },
  };

  return async (command, args) => {
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (run) return run(args[0] ?? '');
    return deps.more ? deps.more(command, args) : err({ type: 'UnknownCommand' });
  };
}

const answered = (found: boolean): Result<null, { type: 'NothingWaits' }> =>
  found ? ok(null) : err({ type: 'NothingWaits' });
