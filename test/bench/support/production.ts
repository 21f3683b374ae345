import { toBase64Url } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { distinguishedName } from '#demo/distinguished-name.ts';
import { generateKeyPair } from '#demo/pki.ts';
import { basicConstraints, certify, KEY_USAGE, keyUsage } from '#demo/x509.ts';
import { addTrusted } from '#server/auth/trust.ts';
import { readConfig } from '#server/config.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';
import { freePort } from '#test/support/http/processes.ts';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Program } from './program.ts';

/** A production instance that an operator has configured: key file, data folder, one trusted authority. */
export type Instance = { readonly folder: string; readonly env: Readonly<Record<string, string>> };

const DAY_MS = 24 * 3600 * 1000;

/** @param fill puts data in before the first start */
export async function newInstance(fill?: (server: RelaisServer) => Promise<void>): Promise<Instance> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-bench-'));
  const keyFile = join(folder, 'operator.key');
  writeFileSync(keyFile, toBase64Url(crypto.getRandomValues(new Uint8Array(32))), { mode: 0o600 });
  const port = String(await freePort());
  const env = {
    PORT: port,
    HOST: '127.0.0.1',
    ORIGIN: `http://localhost:${port}`,
    RELAIS_DATA: join(folder, 'data'),
    RELAIS_KEY_FILE: keyFile,
    NODE_ENV: 'production',
  };
  const server = unwrap(await openServer(unwrap(readConfig(env, 'production'))));
  unwrap(await addTrusted(server.auth, await anchor()));
  await fill?.(server);
  await server.close();
  return { folder, env };
}

/** The same instance in another folder; both may be started, one at a time. */
export function copyOf({ folder, env }: Instance): Instance {
  const copy = mkdtempSync(join(tmpdir(), 'relais-bench-'));
  cpSync(folder, copy, { recursive: true });
  return { folder: copy, env: { ...env, RELAIS_DATA: join(copy, 'data') } };
}

/** What `npm start` runs, without npm. */
export const startInstance = ({ env }: Instance): Promise<Program> =>
  startProgram(['scripts/start.mjs'], env, `${env.ORIGIN}/api/health`);

export const removeInstance = ({ folder }: Instance): void =>
  rmSync(folder, { recursive: true, force: true });

/** A self-signed authority (DER): a server that trusts nobody does not start. */
async function anchor(): Promise<Uint8Array> {
  const keys = await generateKeyPair();
  const name = distinguishedName([[['country', 'FR']], [['commonName', 'AC DE MESURE']]]);
  return certify({
    issuer: name,
    issuerPublicKey: keys.publicKey,
    signingKey: keys.privateKey,
    subject: name,
    publicKey: keys.publicKey,
    serial: 1,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 365 * DAY_MS),
    extensions: [basicConstraints({ cA: true }), keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.crlSign)],
  });
}
