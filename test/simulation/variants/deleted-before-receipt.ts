import { command as commandSchema, type Receipt } from '#wire/commands.ts';
import type { Variant } from '../world.ts';

/** Takes the row out of the outbox when it is sent, and not when its receipt is there. */
export const deletedBeforeReceipt: Variant = {
  name: 'deleted-before-receipt',
  through: ({ remote, outbox, dossiers }, { host }) => ({
    outbox,
    dossiers,
    remote: {
      ...remote,
      async push(commands, restoreEpoch) {
        const waiting = await outbox.list();
        const sent = new Set(commands.map(({ payload }) => commandSchema.parse(JSON.parse(payload)).n));
        const rows = waiting.ok ? waiting.value.filter(({ command }) => sent.has(command.n)) : [];
        const hoped = rows.map((item) => {
          const { command, hash } = item;
          const outcome = { type: 'done', dossierId: command.body.dossierId } as const;
          const receipt: Receipt = {
            device: command.device,
            n: command.n,
            hash,
            outcome,
            at: host.clock.now(),
          };
          return { item, receipt };
        });
        await outbox.settle(hoped);
        return remote.push(commands, restoreEpoch);
      },
    },
  }),
};
