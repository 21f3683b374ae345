import type { RelaisServer } from '#server/server.server.ts';

declare global {
  /** True in the build that carries simulated cards and fictional people; a constant, so that the other build drops that code. */
  const __DEMO__: boolean;

  namespace NodeJS {
    interface Process {
      /** adapter-node's word for «the last answer went out»: hooks.server.ts closes the databases then. */
      emit(event: 'sveltekit:shutdown', reason: string): boolean;
    }
  }

  namespace App {
    interface Locals {
      server: RelaisServer;
    }
  }
}
export {};
