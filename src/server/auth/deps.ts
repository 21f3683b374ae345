import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { InstanceKind } from '#server/config.ts';
import type { Database } from '#server/database.server.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { Revocation } from './revocation.ts';

/** What signing in, and being known afterwards, stand on. */
export type AuthDeps = {
  directory: Database;
  clock: Clock;
  random: Random;
  /** Recorder of the directory's tree. */
  traces: TraceRecorder;
  /** As users reach the server: `https://relais.example`. */
  origin: string;
  instanceId: string;
  kind: InstanceKind;
  /** Keeps the lists it has read: one for the life of the process. */
  revocation: Revocation;
};
