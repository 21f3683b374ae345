import { signInInput, session, challenge, instance } from '#wire/auth.ts';
import * as devices from '#wire/devices.ts';
import { command, receipt, signedCommand } from '#wire/commands.ts';
import { documentEntry, dossierHeader, traceView } from '#wire/dossier.ts';
import { WIRE_ERROR_CODES } from '#wire/errors.ts';
import * as emergency from '#wire/emergency.ts';
import * as information from '#wire/information.ts';
import * as notices from '#wire/notices.ts';
import * as passkeys from '#wire/passkeys.ts';
import * as professionals from '#wire/professionals.ts';
import * as relay from '#wire/relay.ts';
import * as sync from '#wire/sync.ts';
import * as traces from '#wire/traces.ts';
import { WIRE_VERSION } from '#wire/version.ts';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

/** The shape of a schema as text: field names, kinds, bounds; functions of checks as their source. */
function shapeOf(value: unknown, seen = new Set<unknown>()): unknown {
  if (typeof value === 'function') return 'function';
  if (typeof value === 'bigint') return String(value);
  if (value instanceof RegExp) return value.source;
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return 'seen';
  const inside = new Set(seen).add(value);
  if ('_zod' in value) return shapeOf(definitionOf(value._zod), inside);
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, inside));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item, inside)]));
}

const definitionOf = (internals: unknown): unknown =>
  typeof internals === 'object' && internals !== null && 'def' in internals ? internals.def : undefined;

describe('the wire', () => {
  it('has the number that belongs to its schemas: change a schema, raise WIRE_VERSION, then note the new digest', () => {
    const schemas = {
      signInInput,
      session,
      challenge,
      instance,
      command,
      receipt,
      signedCommand,
      documentEntry,
      dossierHeader,
      traceView,
    };
    const shapes = shapeOf({
      ...schemas,
      ...relay,
      ...sync,
      ...emergency,
      ...information,
      ...notices,
      ...passkeys,
      ...professionals,
      ...traces,
      ...devices,
      codes: WIRE_ERROR_CODES,
    });
    const digest = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
    expect({ version: WIRE_VERSION, digest }).toEqual({ version: 4, digest: '78fe17960ef6670e' });
  });
});
