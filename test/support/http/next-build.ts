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
  // packed copies of what changes would be served in its place
  cpSync('build-demo', build, { recursive: true, filter: (path) => !PACKED.test(path) });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const texts = new Map(
    filesBelow(build)
      .filter((path) => TEXT.test(path))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );
  const old = oldVersion(build);
  const changes: Change[] = [
    [before, after],
    ...['"', '`', "'"].map((quote): Change => [quote + old + quote, quote + version + quote]),
  ];
  const changed = changedParts(texts, changes);
  const named = changed.map((path): Change => [basename(path), `v${version}-${basename(path)}`]);
  const replaced = replacer([...changes, ...named]);
  for (const [path, text] of texts) if (replaced(text) !== text) writeFileSync(path, replaced(text));
  for (const path of changed) renameSync(path, join(dirname(path), `v${version}-${basename(path)}`));
  return { build, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The parts that hold what changes, and all that name one of them, up to the first ones. */
function changedParts(texts: ReadonlyMap<string, string>, changes: readonly Change[]): readonly string[] {
  const parts = [...texts].filter(([path]) => path.includes('/immutable/'));
  const [[words] = ['']] = changes;
  if (!parts.some(([, text]) => text.includes(words)))
    throw new Error('no part of the app holds these words');
  const changed = new Set<string>();
  let looked = changes.map(([from]) => from);
  while (looked.length > 0) {
    const holds = anyOf(looked);
    const found = parts.filter(([path, text]) => !changed.has(path) && holds.test(text));
    for (const [path] of found) changed.add(path);
    looked = found.map(([path]) => basename(path));
  }
  return [...changed];
}

const anyOf = (words: readonly string[], flags = ''): RegExp =>
  new RegExp(words.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|'), flags);

/** All changes in one walk through a text. */
function replacer(changes: readonly Change[]): (text: string) => string {
  const to = new Map(changes);
  const any = anyOf([...to.keys()], 'g');
  return (text) => text.replaceAll(any, (found) => to.get(found) ?? found);
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
