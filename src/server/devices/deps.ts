import type { AuthDeps } from '#server/auth/deps.ts';

/** What acts on devices need of the server. */
export type DeviceDeps = Pick<AuthDeps, 'directory' | 'clock' | 'traces'>;
