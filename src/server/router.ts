import { authRouter } from './routers/auth.ts';
import { devicesRouter } from './routers/devices.ts';
import { dossiersRouter } from './routers/dossiers.ts';
import { emergencyRouter } from './routers/emergency.ts';
import { informationRouter } from './routers/information.ts';
import { lettersRouter } from './routers/letters.ts';
import { noticesRouter } from './routers/notices.ts';
import { passkeysRouter } from './routers/passkeys.ts';
import { relayRouter } from './routers/relay.ts';
import { professionalsRouter } from './routers/professionals.ts';
import { syncRouter } from './routers/sync.ts';
import { treesRouter } from './routers/trees.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  auth: authRouter,
  devices: devicesRouter,
  dossiers: dossiersRouter,
  emergency: emergencyRouter,
  information: informationRouter,
  letters: lettersRouter,
  notices: noticesRouter,
  passkeys: passkeysRouter,
  relay: relayRouter,
  professionals: professionalsRouter,
  sync: syncRouter,
  trees: treesRouter,
});
/** The app takes this type, and nothing else, of the server. */
export type AppRouter = typeof appRouter;
