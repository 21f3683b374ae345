import type { Asker } from '#server/access.ts';
import type { Caller } from './sessions.ts';

/** Who stands behind a request of a registered device, as traces name them. */
export const askerOf = (caller: Exclude<Caller, { kind: 'anonymous' }>): Asker => ({
  professional: caller.professional,
  device: caller.device,
  ...(caller.kind === 'session' && caller.practice && { organisation: caller.practice }),
});
