import { authRouter } from './routers/auth.ts';
import { dossiersRouter } from './routers/dossiers.ts';
import { passkeysRouter } from './routers/passkeys.ts';
import { relayRouter } from './routers/relay.ts';
import { syncRouter } from './routers/sync.ts';
import { treesRouter } from './routers/trees.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  auth: authRouter,
  dossiers: dossiersRouter,
  passkeys: passkeysRouter,
  relay: relayRouter,
  sync: syncRouter,
  trees: treesRouter,
});
/** The app takes this type, and nothing else, of the server. */
export type AppRouter = typeof appRouter;
