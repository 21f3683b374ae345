import type { Bytes } from '#base/bytes.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { auditEntry } from '#server/fhir/audit-event.ts';
import { bundleText, urnOf, type BundleEntry } from '#server/fhir/bundle.ts';
import { consentsOf } from '#server/fhir/consent.ts';
import { documentReferenceOf } from '#server/fhir/document-reference.ts';
import { patientOf } from '#server/fhir/patient.ts';
import { checkedContent } from './content.ts';
import type { ExportedDocument, Gathered } from './gather.ts';
import { indexPage } from './index-page.ts';
import { readMe } from './read-me.ts';
import { tracesCsv } from './traces-csv.ts';
import { textBytes, type ZipFile } from './zip-stream.ts';

type Sources = {
  gathered: Gathered;
  /** From the first again at each call. */
  traces: () => AsyncIterable<TraceView>;
  content: (document: ExportedDocument) => AsyncIterable<Bytes>;
  instanceId: string;
  /** Random UUIDs: of resources that have no id of their own. */
  uuid: () => string;
};

/** The files of an export. The documents go first: their hashes, which the Bundle names, are known once they passed. */
export async function* archiveFiles(sources: Sources): AsyncGenerator<ZipFile> {
  const { gathered, traces } = sources;
  const sha1s = new Map<string, string>();
  for (const document of gathered.documents) {
    const { entry, name } = document;
    const note = (sha1: string): void => void sha1s.set(entry.documentId, sha1);
    const content = checkedContent(sources.content(document), entry, note);
    yield { name: `documents/${name}`, store: true, content };
  }
  yield text('fhir/bundle.json', bundleText(gathered.at, recordEntries(sources, sha1s)));
  yield text('fhir/traces.json', bundleText(gathered.at, traceEntries(sources)));
  yield text('traces.csv', tracesCsv(traces()));
  yield text('index.html', indexPage(gathered, traces()));
  yield text('LISEZMOI.txt', [readMe(gathered)]);
}

const text = (name: string, pieces: AsyncIterable<string> | Iterable<string>): ZipFile => ({
  name,
  store: false,
  content: textBytes(pieces),
});

function* recordEntries(
  { gathered, uuid }: Sources,
  sha1s: ReadonlyMap<string, string>,
): Generator<BundleEntry> {
  const { dossierId, rights, documents } = gathered;
  const resource = patientOf({ ...gathered, representatives: rights.representatives });
  yield { fullUrl: urnOf(dossierId), resource };
  const present = new Set(documents.map(({ entry }) => entry.documentId));
  for (const { entry, name } of documents) {
    const url = `../documents/${encodeURIComponent(name)}`;
    const sha1 = sha1s.get(entry.documentId) ?? '';
    const resource = documentReferenceOf({ dossierId, entry, url, sha1, present });
    yield { fullUrl: urnOf(entry.documentId), resource };
  }
  for (const consent of consentsOf(dossierId, rights)) yield { fullUrl: urnOf(uuid()), resource: consent };
}

async function* traceEntries({ gathered, traces, instanceId }: Sources): AsyncGenerator<BundleEntry> {
  for await (const trace of traces()) yield auditEntry(trace, { insC: gathered.insC, instanceId });
}
