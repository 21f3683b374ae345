import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { Gathered } from './gather.ts';
import { documentsSection } from './index-documents.ts';
import { holderSection, rightsSection } from './index-holder.ts';
import { tracesSection } from './index-traces.ts';
import { dayOf, englishDayOf, heading } from './index-parts.ts';

/** Nothing is run or fetched by it: a style of its own, and links to the files beside it. */
const HEAD = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Dossier médical partagé – copie</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 span, h2 span { color: #555; font-weight: normal; font-size: 0.75em; display: block; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: 0.25rem 0; }
th, td { border: 1px solid #bbb; padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
dl { display: grid; grid-template-columns: minmax(10rem, auto) 1fr; gap: 0.35rem 1rem; }
dt { font-weight: bold; }
dt small { font-weight: normal; }
dd { margin: 0; }
small { color: #444; display: block; }
@media print { a { color: inherit; } }
</style>
</head>
<body>
`;

/**
 * The page that anybody can read (R1111-43, L1111-19): who the dossier is about, its documents with links, the rights and
 * the traces, in French and English. No script; every text that somebody wrote is escaped.
 */
export async function* indexPage(
  gathered: Gathered,
  traces: AsyncIterable<TraceView>,
): AsyncGenerator<string> {
  yield HEAD;
  yield heading(1, 'Copie du dossier médical partagé', 'Copy of the shared medical record');
  yield introduction(gathered);
  yield holderSection(gathered);
  yield documentsSection(gathered.documents);
  yield rightsSection(gathered.rights);
  yield* tracesSection(gathered, traces);
  yield '</body>\n</html>\n';
}

function introduction({ at, madeFor, createdAt }: Gathered): string {
  const [fr, en] =
    madeFor === 'holder'
      ? ['le titulaire', 'the holder']
      : ['un représentant légal du titulaire', 'a legal representative of the holder'];
  return `<p>Faite le ${dayOf(at)} pour ${fr}. Le dossier existe depuis le ${dayOf(createdAt)}.
<small lang="en">Made on ${englishDayOf(at)} for ${en}. The record exists since ${englishDayOf(createdAt)}.</small></p>\n`;
}
