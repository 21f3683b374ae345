import type { AuthDeps } from '#server/auth/deps.ts';

/** What passkeys stand on: the same as signing in. */
export type PasskeyDeps = Pick<
  AuthDeps,
  'directory' | 'clock' | 'random' | 'traces' | 'origin' | 'instanceId'
>;

/**
 * The relying party is the host of our own origin (Web Authentication Level 3, §5.1.2): a passkey made here is offered
 * on no other site. An address such as 127.0.0.1 is no domain, so that browsers refuse passkeys there; localhost is one.
 */
export const rpIdOf = ({ origin }: Pick<PasskeyDeps, 'origin'>): string => new URL(origin).hostname;
