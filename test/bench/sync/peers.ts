import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'test/bench/peers';
/** Loading ten thousand documents into its database comes before its first word; ms. */
const GIVE_UP_AFTER = 120_000;

export type PeerServer = { readonly origin: string; remove(): Promise<void> };

/** What the peers' page offers (peers/page.mjs); times in ms. */
export type Peers = {
  replicate(): Promise<Fetched & { nothingNewMs: number }>;
  cht(): Promise<Fetched>;
  dexiePages(): Promise<Fetched>;
  pushDocuments(count: number, characters: number): Promise<number>;
  pushAttachments(count: number, bytes: number): Promise<number>;
};
type Fetched = { ms: number; count: number };

declare global {
  interface Window {
    peers: Peers;
  }
}

/** The peers have packages of their own, so that the main install stays light: fetched when they are first measured. */
export function ensurePeers(): void {
  if (existsSync(join(FOLDER, 'node_modules/pouchdb'))) return;
  const options = ['--no-audit', '--no-fund', '--prefix', FOLDER];
  const { status } = spawnSync('npm', ['ci', ...options], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status === 0) return;
  throw new Error(
    `the peers could not be installed: run «npm ci --prefix ${FOLDER}» where npm reaches a registry`,
  );
}

/** The peers' server as a process of its own, with its documents loaded. */
export async function peerServer(): Promise<PeerServer> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-peers-'));
  const child = spawn(process.execPath, [join(FOLDER, 'server.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const remove = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await firstLine(child);
    return { origin: `http://127.0.0.1:${port}`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function firstLine(child: ChildProcess & { stdout: NodeJS.ReadableStream }): Promise<number> {
  const over = new AbortController();
  const waiting = { signal: AbortSignal.any([over.signal, AbortSignal.timeout(GIVE_UP_AFTER)]) };
  const end = once(child, 'exit', waiting).then(() => {
    throw new Error('the server of the peers ended at start');
  });
  try {
    const [line] = (await Promise.race([once(child.stdout, 'data', waiting), end])) as unknown[];
    child.stdout.resume();
    return Number(String(line));
  } finally {
    end.catch(() => undefined);
    over.abort();
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}
