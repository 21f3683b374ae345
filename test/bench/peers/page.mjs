// The peers, as they run in the browser. Each starts from nothing, answers with what it took (ms), and what fetches also
// with how many documents it has then; none leaves anything behind.
import { Dexie } from './dexie.mjs';

const { PouchDB } = globalThis;
const documents = `${location.origin}/db/documents`;
/** What is pushed goes elsewhere: what is replicated from stays as it was. */
const pushed = `${location.origin}/db/pushed`;
const freshName = () => `peer-${crypto.randomUUID()}`;

async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function withPouch(use) {
  const local = new PouchDB(freshName());
  try {
    return await use(local);
  } finally {
    await local.destroy();
  }
}

const countOf = async (local) => (await local.info()).doc_count;

/** PouchDB's own replication, and the same once more when there is nothing new. */
const replicate = () =>
  withPouch(async (local) => {
    const pull = () => local.replicate.from(documents, { batch_size: 1000 });
    return { ms: await timed(pull), count: await countOf(local), nothingNewMs: await timed(pull) };
  });

/** The initial replication of CHT 4.2 and later: all ids with their revisions, then a hundred documents at a time. */
const cht = () =>
  withPouch(async (local) => {
    const ms = await timed(() => fetchByIds(local, new PouchDB(documents)));
    return { ms, count: await countOf(local) };
  });

async function fetchByIds(local, remote) {
  const { rows } = await remote.allDocs();
  const wanted = rows.map(({ id, value: { rev } }) => ({ id, rev }));
  for (let from = 0; from < wanted.length; from += 100) {
    const some = wanted.slice(from, from + 100);
    const { results } = await remote.bulkGet({ docs: some, attachments: true, revs: true });
    const found = results.map(({ docs: [first] }) => first.ok);
    await local.bulkDocs(found, { new_edits: false });
  }
}

/** The least there is: pages of a thousand, each one blob of AES-GCM; no rights, no receipts, no verification. */
async function dexiePages() {
  const local = new Dexie(freshName());
  local.version(1).stores({ pages: 'from' });
  await local.open();
  try {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    let count = 0;
    const ms = await timed(async () => {
      count = await sealPages(local, key);
    });
    return { ms, count };
  } finally {
    await local.delete();
  }
}

async function sealPages(local, key) {
  for (let from = 0; ;) {
    const page = await (await fetch(`/pull?from=${from}&size=1000`)).json();
    if (page.length === 0) return from;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(page));
    await local.pages.put({
      from,
      iv,
      sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain),
    });
    from += page.length;
  }
}

/** A push of what was written before, of about the size that a command of Relais has. */
const pushDocuments = (count, characters) =>
  withPouch(async (local) => {
    const written = Array.from({ length: count }, (_, index) => ({
      _id: `${freshName()}-${index}`,
      type: 'document',
      dossier: `ins-${index % 200}`,
      text: 'x'.repeat(characters),
    }));
    await local.bulkDocs(written);
    return timed(() => push(local, 100));
  });

/** @param bytes of each attachment */
const pushAttachments = (count, bytes) =>
  withPouch(async (local) => {
    for (let index = 0; index < count; index++) {
      const data = new Blob([randomBytes(bytes)], { type: 'image/jpeg' });
      await local.put({
        _id: `${freshName()}-${index}`,
        _attachments: { photo: { content_type: data.type, data } },
      });
    }
    return timed(() => push(local, 10));
  });

async function push(local, batch_size) {
  const { ok } = await local.replicate.to(pushed, { batch_size });
  if (!ok) throw new Error('a push failed');
}

const MOST_AT_ONCE = 65_536;
function randomBytes(length) {
  const bytes = new Uint8Array(length);
  for (let from = 0; from < length; from += MOST_AT_ONCE)
    crypto.getRandomValues(bytes.subarray(from, from + MOST_AT_ONCE));
  return bytes;
}

globalThis.peers = { replicate, cht, dexiePages, pushDocuments, pushAttachments };
