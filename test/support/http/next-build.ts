import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** A later version of the built demonstration, in a folder of its own. */
export type NextBuild = { build: string; remove(): void };

type Change = readonly [from: string, to: string];

const TEXT = /\.(m?js|json|html|webmanifest)$/;
const PACKED = /\.(br|gz)$/;

/**
 * The demonstration as a later build would have it: another version name, so another service worker; and every part of
 * the app that holds `before` says `after`, under a new name, and so does whatever names it, as a build has it. Quicker
 * than a second build, and for the browser the same: the old parts are gone from the server.
 */
export function nextBuild(version: string, [before, after]: Change): NextBuild {
  const folder = mkdtempSync(join(tmpdir(), 'relais-next-'));
  const build = join(folder, 'build-demo');
  cpSync('build-demo', build, { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const files = filesBelow(build);
  // packed copies of what changes would be served in its place
  for (const path of files.filter((path) => PACKED.test(path))) rmSync(path);
  const texts = files.filter((path) => TEXT.test(path));
  const old = oldVersion(build);
  const changes: Change[] = [
    [before, after],
    ...['"', '`', "'"].map((quote): Change => [quote + old + quote, quote + version + quote]),
  ];
  const holds = (path: string, words: string): boolean => readFileSync(path, 'utf8').includes(words);
  const parts = texts.filter((path) => path.includes('/immutable/'));
  if (!parts.some((path) => holds(path, before))) throw new Error('no part of the app holds these words');
  const changed = withWhoNames(
    parts.filter((path) => changes.some(([words]) => holds(path, words))),
    parts,
    holds,
  );
  const named = changed.map((path): Change => [basename(path), `v${version}-${basename(path)}`]);
  rewrite(texts, [...changes, ...named]);
  for (const path of changed) renameSync(path, join(dirname(path), `v${version}-${basename(path)}`));
  return { build, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A part that names a changed part changes too, and so on up to the first ones. */
function withWhoNames(
  changed: readonly string[],
  parts: readonly string[],
  holds: (path: string, words: string) => boolean,
): readonly string[] {
  const naming = parts.filter(
    (part) => !changed.includes(part) && changed.some((path) => holds(part, basename(path))),
  );
  return naming.length === 0 ? changed : withWhoNames([...changed, ...naming], parts, holds);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function oldVersion(build: string): string {
  const said: unknown = JSON.parse(readFileSync(join(build, 'client/_app/version.json'), 'utf8'));
  if (typeof said === 'object' && said !== null && 'version' in said) return String(said.version);
  throw new Error('the build names no version');
}

function rewrite(paths: readonly string[], changes: readonly Change[]): void {
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const next = changes.reduce((all, [from, to]) => all.replaceAll(from, to), text);
    if (next !== text) writeFileSync(path, next);
  }
}
