import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const FOLDER = 'test/bench/lighthouse';

/** Lighthouse has packages of its own, so that the main install stays light: fetched when it first judges. */
export function ensureLighthouse(): void {
  if (existsSync(join(FOLDER, 'node_modules/lighthouse'))) return;
  // a part that it brings for starting browsers asks for a newer Node; it is not what starts ours
  const lenient = '--engine-strict=false';
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', lenient, '--prefix', FOLDER];
  const { status } = spawnSync('npm', ['ci', ...options], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status === 0) return;
  throw new Error(
    `Lighthouse could not be installed: run «npm ci --prefix ${FOLDER}» where npm reaches a registry`,
  );
}

const judgement = z.object({
  /** 0 to 100; performance is missing where a page was looked at as it stands. */
  scores: z.object({
    accessibility: z.number(),
    'best-practices': z.number(),
    performance: z.optional(z.number()),
  }),
  /** Audits that count and are not right, in Lighthouse's words. */
  failed: z.array(z.string()),
});
export type Judgement = z.infer<typeof judgement>;

/**
 * @param mode `load`: the address is opened anew, on a phone of the middle range behind slow 4G, as Lighthouse reckons
 *   it; `standing`: the page of that address which is open is looked at as it stands
 * @param port of the browser's debugger
 */
export async function judge(port: number, mode: 'load' | 'standing', url: string): Promise<Judgement> {
  const child = spawn(process.execPath, [join(FOLDER, 'judge.mjs'), String(port), mode, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`Lighthouse did not judge ${mode} ${new URL(url).pathname}`);
  return judgement.parse(JSON.parse(said));
}
