import { MAX_TITLE_LENGTH, type MediaType } from '#domain/dossier/document-entry.ts';

/** Longest file name, in code points: well below the 255 bytes of file systems. */
const MAX_NAME = 120;

const EXTENSION: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain': 'txt',
  'text/xml': 'xml',
};

/** Names that Windows reserves for devices, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A file name that may be shown and saved: the last part of a path, without control characters, marks that turn the
 * direction of text (a way to disguise an extension) or other invisible characters, of bounded length. Never empty.
 */
export function safeFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const visible = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu, '')
    .replace(/[<>:"|?*]+/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const bounded = bound(visible);
  return RESERVED.test(bounded) ? `_${bounded}` : bounded || 'document';
}

/** The name under which a document is saved: its title, and the extension of its format. */
export function downloadName(title: string, mediaType: MediaType): string {
  const extension = EXTENSION[mediaType];
  const base = safeFileName(title.replace(/[/\\]+/g, '-'));
  return base.toLowerCase().endsWith(`.${extension}`) ? base : `${base}.${extension}`;
}

/** A first title for a file: its name without extension, underscores as blanks. */
export function titleFromFileName(name: string): string {
  const title = safeFileName(name)
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/_+/g, ' ')
    .trim();
  return [...title].slice(0, MAX_TITLE_LENGTH / 2).join('') || 'Document';
}

/** Cuts the stem, not the extension. */
function bound(name: string): string {
  const points = [...name];
  if (points.length <= MAX_NAME) return name;
  const extension = /\.[^.]{1,8}$/.exec(name)?.[0] ?? '';
  return (
    points
      .slice(0, MAX_NAME - [...extension].length)
      .join('')
      .trimEnd() + extension
  );
}
