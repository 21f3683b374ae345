import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { EMERGENCY_MS, LEASE_MS } from '#domain/access/durations.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import type { ServerConfig } from '#server/config.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A clock that stands still until it is told to move. */
export function fixedClock(start = Date.UTC(2026, 10, 23, 9)): Clock & { advance(ms: number): void } {
  let now = start;
  return { now: () => now, monotonic: () => now, advance: (ms) => void (now += ms) };
}

export type TestServer = { server: RelaisServer; config: ServerConfig; clock: ReturnType<typeof fixedClock> };

/** A whole server over real database files in a folder of its own; `stop` closes it and removes the folder. */
export async function startTestServer(
  changes: Partial<ServerConfig> = {},
): Promise<TestServer & { stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-server-'));
  const clock = fixedClock();
  const config: ServerConfig = {
    kind: 'demo',
    origin: 'http://localhost:3000',
    dataDir,
    operatorKey: new Uint8Array(32).fill(7),
    migrations: 'drizzle',
    mayHideFromAll: false,
    emergencyMs: EMERGENCY_MS,
    leaseMs: LEASE_MS,
    mail: undefined,
    ...changes,
  };
  const server = unwrap(await openServer(config, { clock, random: systemRandom }));
  return {
    server,
    config,
    clock,
    stop: async () => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
