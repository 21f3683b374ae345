import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const PICTURES = 'docs/pictures';
/** All pictures together, in bytes: whoever clones the repository carries them. */
const MOST_PICTURE_BYTES = 1.5 * 1024 * 1024;

const markdownIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const PAGES = ['README.md', ...markdownIn('docs'), ...markdownIn('src')];

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('names only scripts that package.json has', () => {
    const known = Object.keys(scripts());
    const named = all(text, /\bnpm run (?:-s )?([a-z][a-z:]*)/g);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('links only to files that are there', () => {
    expect(localTargets(page, text).filter((target) => !existsSync(target))).toEqual([]);
  });

  it('names only source paths that are there', () => {
    const named = all(text, /`((?:src|test|scripts|docs)\/[\w./-]+)`/g);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names no registry of packages and no place on somebody’s machine', () => {
    expect(text).not.toMatch(/registry\.|npmjs|pypi|artifactory|nexus/i);
    expect(text).not.toMatch(/(^|[\s("'`=])\/(home|root|Users|work|tmp|mnt)\//m);
  });
});

describe('the pictures of the README', () => {
  const pictures = readdirSync(PICTURES).map((name) => join(PICTURES, name));
  const shown = localTargets('README.md', readFileSync('README.md', 'utf8'));

  it('are all shown', () => {
    expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
  });

  it('are PNG files', () => {
    const signature = Buffer.from('89504e470d0a1a0a', 'hex');
    for (const picture of pictures) expect(readFileSync(picture).subarray(0, 8)).toEqual(signature);
  });

  it('stay small together', () => {
    const sizes = pictures.map((picture) => readFileSync(picture).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_PICTURE_BYTES);
  });

  it('say in words what they show', () => {
    const images = all(readFileSync('README.md', 'utf8'), /(<img[^>]*>)/g);
    expect(images.filter((image) => !/\balt="[^"]+"/.test(image))).toEqual([]);
  });
});

function scripts(): Record<string, string> {
  const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
  return manifest.parse(JSON.parse(readFileSync('package.json', 'utf8'))).scripts;
}

/** Targets of links and images that stand in the repository, as paths from its root. */
function localTargets(page: string, text: string): string[] {
  return [...all(text, /\]\(([^)\s]+)\)/g), ...all(text, /\bsrc="([^"]+)"/g)]
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '')
    .map((target) => normalize(join(dirname(page), target)));
}

function all(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found);
}
