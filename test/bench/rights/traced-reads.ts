import type { DocumentId } from '#base/brand.ts';
import { concat, utf8, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { askerOf } from '#server/auth/asker.ts';
import { retrieveContent } from '#server/dossiers/content.ts';
import { callerOf } from '#server/endpoint.ts';
import type { Shard, Shards } from '#server/shard.ts';
import { noteBody } from '#test/support/server/test-device.ts';
import { figure, type Figure } from '../figure.ts';
import { interleaved } from '../interleaved.ts';
import { signerOf } from './session.ts';
import { done, openWorld, type World } from './world.ts';

const ROUNDS = 9;
/** A page or two of scanned PDF. */
const CONTENT_BYTES = 200_000;
const READERS = 32;
/** Whole reads of one sample. */
const READS = 64;

/**
 * A read is all that the server does for one document, but for HTTP itself: proof and session of the asker, their rights
 * read anew, verdict, trace on disk (one fsync per commit), then the content opened from its sealed file and streamed to
 * its end. Beside it the same with a recorder that writes nothing: its transaction changes nothing, so that nothing waits
 * for the disk. In turns; each ratio is of one such pair.
 */
export async function tracedReads(): Promise<Figure[]> {
  const world = await openWorld();
  try {
    const perRead = await readsOf(world, await provide(world));
    const traced = world.server.shards;
    const untraced = untracedShards(traced);
    // the first reads compile statements and warm the page cache
    for (const shards of [traced, untraced]) await perRead(READERS, shards);
    const samples = await interleaved(ROUNDS, {
      traced: () => perRead(READERS, traced),
      untraced: () => perRead(READERS, untraced),
      tracedAlone: () => perRead(1, traced),
      untracedAlone: () => perRead(1, untraced),
    });
    const { tracedAlone, untracedAlone } = samples;
    return [
      ...figuresOf(`${READERS} readers at once`, samples.traced, samples.untraced),
      ...figuresOf('one reader alone', tracedAlone, untracedAlone),
    ];
  } finally {
    await world.close();
  }
}

function figuresOf(who: string, traced: readonly number[], untraced: readonly number[]): Figure[] {
  const ratios = traced.map((ms, round) => ms / (untraced[round] ?? ms));
  const size = `${CONTENT_BYTES / 1000} kB`;
  return [
    figure(`traced read of ${size} against an untraced one, ${who}`, '×', ratios, { atMost: 1.5 }),
    figure(`  traced, ${who}`, 'ms/read', traced),
    figure(`  untraced, ${who}`, 'ms/read', untraced),
  ];
}

/** Mean time of a read, ms, while `readers` read one document after the other. */
type PerRead = (readers: number, shards: Shards) => Promise<number>;

async function readsOf(world: World, documentId: DocumentId): Promise<PerRead> {
  const sign = await signerOf(world.server, world.nurse);
  return async (readers, shards) => {
    // a device makes its proofs on its own time
    const requests = await Promise.all(Array.from({ length: READS }, () => sign('/content')));
    const reader = async (): Promise<void> => {
      for (let next = requests.pop(); next; next = requests.pop())
        await read(world, { shards, documentId }, next);
    };
    const from = performance.now();
    await Promise.all(Array.from({ length: readers }, reader));
    return (performance.now() - from) / READS;
  };
}

async function read(
  { server, dossierId }: World,
  { shards, documentId }: { shards: Shards; documentId: DocumentId },
  request: Request,
): Promise<void> {
  const caller = unwrap(await callerOf(server, request));
  if (caller.kind !== 'session') throw new Error('not signed in');
  const deps = { ...server.commands, shards };
  const content = unwrap(await retrieveContent(deps, { dossierId, documentId }, askerOf(caller)));
  let bytes = 0;
  for await (const part of await server.uploads.stream(content)) bytes += part.length;
  if (bytes !== CONTENT_BYTES) throw new Error('not the whole content');
}

function untracedShards(shards: Shards): Shards {
  const nothing = () => Promise.resolve();
  const together = () => Promise.resolve({ record: nothing, write: nothing });
  const silent = (shard: Shard): Shard => ({ ...shard, traces: { record: nothing, together } });
  return {
    all: shards.all.map(silent),
    newest: silent(shards.newest),
    of: async (dossierId) => {
      const shard = await shards.of(dossierId);
      return shard && silent(shard);
    },
  };
}

async function provide({ nurse, dossierId }: World): Promise<DocumentId> {
  const content: Bytes = concat(...Array.from({ length: CONTENT_BYTES / 100 }, () => LINE));
  await nurse.upload(content);
  const body = await noteBody(dossierId, content);
  await done(nurse, body);
  return body.document.documentId;
}

const LINE = utf8(`${'Surveillance du poids et de la tension. '.repeat(3).slice(0, 99)}\n`);
