/** The space that French writes before a sign of two parts, and within its quotation marks: no line ends there. */
const SPACES = / (?=[:;?!»%])|(?<=«) /g;

/** The same sentences, those with something to fill in too, with spaces that keep a sign on the line of its word. */
export const keepTogether = <Texts>(texts: Texts): Texts => kept(texts) as Texts;

function kept(part: unknown): unknown {
  if (typeof part === 'string') return part.replace(SPACES, '\u00a0');
  if (isSentence(part)) return (...filled: unknown[]) => kept(part(...filled));
  if (Array.isArray(part)) return part.map(kept);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, kept(inner)]));
}

const isSentence = (part: unknown): part is (...filled: unknown[]) => unknown => typeof part === 'function';
