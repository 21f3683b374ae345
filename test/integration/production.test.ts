import {
  copyOf,
  newInstance,
  removeInstance,
  startInstance,
  type Instance,
} from '#test/bench/support/production.ts';
import { demoProcess } from '#test/support/http/processes.ts';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let instance: Instance;
beforeAll(async () => {
  instance = await newInstance();
});
afterAll(() => removeInstance(instance));

/** Runs the production program with these variables alone, until it ends. */
function start(env: Readonly<Record<string, string>>) {
  const PATH = process.env.PATH ?? '';
  const run = spawnSync(process.execPath, ['scripts/start.mjs'], { env: { PATH, ...env }, timeout: 20_000 });
  return { status: run.status, said: run.stderr.toString() };
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

describe('the production server', () => {
  it('refuses to start without its configuration, and names every part that is missing', () => {
    const { status, said } = start({});
    expect(status).toBe(1);
    for (const variable of ['ORIGIN', 'RELAIS_DATA', 'RELAIS_KEY_FILE'])
      expect(said).toContain(`${variable} is missing`);
  });

  it('refuses a key file that is not one, and an address that is not an origin', () => {
    const { said } = start({
      ...instance.env,
      RELAIS_KEY_FILE: 'package.json',
      ORIGIN: 'http://relais.example/app',
    });
    expect(said).toContain('RELAIS_KEY_FILE is malformed');
    expect(said).toContain('ORIGIN is malformed');
  });

  it('refuses to start while it trusts no authority, since nobody could sign in', () => {
    const empty = mkdtempSync(join(tmpdir(), 'relais-empty-'));
    const { status, said } = start({ ...instance.env, RELAIS_DATA: empty });
    rmSync(empty, { recursive: true, force: true });
    expect(status).toBe(1);
    expect(said).toContain('trust anchor');
  });

  it('says in a line that the key is of other data, or that the port is taken', async () => {
    const other = await newInstance();
    const { RELAIS_KEY_FILE = '' } = other.env;
    expect(start({ ...instance.env, RELAIS_KEY_FILE }).said).toContain('does not open the databases');
    removeInstance(other);
    const own = copyOf(instance);
    const program = await startInstance(own);
    expect(start({ ...instance.env, PORT: own.env.PORT ?? '' }).said).toContain(
      'is taken by another program',
    );
    await program.stop();
    removeInstance(own);
  });

  it('starts with all of it, answers, and serves no simulated card', async () => {
    const own = copyOf(instance);
    const program = await startInstance(own);
    const origin = own.env.ORIGIN ?? '';
    const health: unknown = await (await fetch(`${origin}/api/health`)).json();
    const kind = 'production';
    expect(['enough', 'low'].map((disk) => ({ alive: true, kind, disk }))).toContainEqual(health);
    expect((await fetch(`${origin}/demo/cards`)).status).toBe(404);
    await program.stop();
    removeInstance(own);
  });

  it('refuses the data of a demonstration', async () => {
    const demo = await demoProcess();
    await demo.start();
    await demo.stop();
    const { status, said } = start({
      ...instance.env,
      RELAIS_DATA: demo.folder,
      RELAIS_KEY_FILE: join(demo.folder, 'operator.key'),
    });
    await demo.remove();
    expect(status).toBe(1);
    expect(said).toContain('belongs to a demo instance');
  });
});

describe('the production build', () => {
  it('holds nothing of the simulated cards and fictional people', () => {
    expect(existsSync('build/main.js')).toBe(true);
    const marks = [
      'Lecteur de démonstration',
      'PAT-TROIS',
      'createSimulatedReader',
      'KERMADEC',
      'cps-infirmiere',
    ];
    const found = [...filesIn('build')]
      .filter((path) => /\.(js|css|html|json)$/.test(path))
      .flatMap((path) =>
        marks.filter((mark) => readFileSync(path, 'utf8').includes(mark)).map((mark) => `${path}: ${mark}`),
      );
    expect(found).toEqual([]);
  });
});
