/**
 * Control words of RTF 1.9.1 that stand for text, and the text. Every other word is formatting and says nothing: no word
 * of a file is ever acted upon beyond this table.
 */
export const TEXT_WORDS: ReadonlyMap<string, string> = new Map([
  ['par', '\n'],
  ['line', '\n'],
  ['sect', '\n\n'],
  ['page', '\n\n'],
  ['row', '\n'],
  ['cell', '\t'],
  ['nestcell', '\t'],
  ['nestrow', '\n'],
  ['tab', '\t'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
  ['endash', '–'],
  ['emdash', '—'],
  ['enspace', ' '],
  ['emspace', ' '],
  ['qmspace', ' '],
]);

/** Control symbols that stand for text: a fixed space, hyphens, and the characters of the syntax itself. */
export const TEXT_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['~', '\u00a0'],
  ['_', '\u2011'],
  ['\\', '\\'],
  ['{', '{'],
  ['}', '}'],
  ['\n', '\n'],
  ['\r', '\n'],
]);

/**
 * Destinations without `\*` whose content is not text for a reader: tables, pictures, objects, instructions of fields
 * (hyperlinks, inclusions), marks of indexes, properties. Those with `\*` are all left out.
 */
export const SILENT_DESTINATIONS: ReadonlySet<string> = new Set([
  'author',
  'bkmkend',
  'bkmkstart',
  'colortbl',
  'comment',
  'company',
  'creatim',
  'do',
  'doccomm',
  'falt',
  'filetbl',
  'fldinst',
  'fname',
  'fontemb',
  'fontfile',
  'generator',
  'info',
  'keywords',
  'listtable',
  'listoverridetable',
  'manager',
  'mmath',
  'nextfile',
  'nonshppict',
  'objdata',
  'object',
  'operator',
  'panose',
  'pict',
  'private',
  'revtbl',
  'rsidtbl',
  'rxe',
  'sp',
  'stylesheet',
  'subject',
  'tc',
  'tcn',
  'template',
  'themedata',
  'title',
  'txe',
  'userprops',
  'xe',
  'xmlnstbl',
]);

/** Words that hide what follows, until `0` or the end of their group: hidden, deleted, and HTML in disguise (MS-OXRTFEX). */
export const HIDING_WORDS: ReadonlySet<string> = new Set(['v', 'deleted', 'htmlrtf']);
