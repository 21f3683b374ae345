import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each marker as raw bytes: UTF-8, and UTF-16 in both orders. */
function formsOf(marker: string): Buffer[] {
  const little = Buffer.from(marker, 'utf16le');
  return [Buffer.from(marker, 'utf8'), little, Buffer.from(little).swap16()];
}

/** Which markers stand in these bytes in clear. */
export const markersIn = (bytes: Buffer, markers: readonly string[]): string[] =>
  markers.filter((marker) => formsOf(marker).some((form) => bytes.includes(form)));

/** Every file below a folder that holds a marker in clear: `path: marker`. */
export function markersBelow(folder: string, markers: readonly string[], skip = new Set<string>()): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !skip.has(entry.name))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return markersIn(readFileSync(path), markers).map((marker) => `${path}: ${marker}`);
    });
}
