/**
 * A CDA as as many documents as its body has sections, each of them behind its header: damage by chance falls on every
 * section as often, however long its neighbours are. What stands around the ClinicalDocument is left out; one without
 * sections, or that names its elements with a prefix, stays whole.
 */
export function bySection(cda: string): string[] {
  const document = /<ClinicalDocument\b.*<\/ClinicalDocument>/s.exec(cda)?.[0];
  const opening = document && /<structuredBody\b[^>]*>/.exec(document);
  if (!opening) return [cda];
  const [from, to] = [opening.index + opening[0].length, document.lastIndexOf('</structuredBody>')];
  const [head, foot] = [document.slice(0, from), document.slice(to)];
  return componentsOf(document.slice(from, to)).map((component) => head + component + foot);
}

/** The outermost `component` elements; those of inner sections and of organizers stay in theirs. */
function componentsOf(body: string): string[] {
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: tag, index } of body.matchAll(/<\/?component\b[^>]*>/g)) {
    if (tag.endsWith('/>')) continue;
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth > 0) continue;
    found.push(body.slice(from, index + tag.length));
    from = index + tag.length;
  }
  return found;
}
