import { continuedHead } from '#server/traces/heads.ts';
import { router, sessionProcedure } from '#server/trpc.ts';
import { headsInput, headsOutput } from '#wire/traces.ts';

export const treesRouter = router({
  /** Signed heads of all trees of traces, each with the proof that it continues the one that the device knows. */
  heads: sessionProcedure
    .input(headsInput)
    .output(headsOutput)
    .query(({ input, ctx: { server } }) => {
      const at = server.clock.now();
      const signer = { instanceId: server.instance.id, headSeed: server.headSeed };
      const sizes = new Map(input.known.map(({ tree, size }) => [tree, size]));
      const trees = [
        { tree: 'directory', database: server.directory },
        ...server.shards.all.map(({ name, database }) => ({ tree: name, database })),
      ];
      return Promise.all(
        trees.map(({ tree, database }) =>
          continuedHead(signer, database, { tree, at, known: sizes.get(tree) ?? 0 }),
        ),
      );
    }),
});
