import type { ProblemTexts } from '../problem.ts';
import { bridge } from './errors-bridge.ts';
import { card } from './errors-card.ts';
import { refusal } from './errors-refusal.ts';
import { server } from './errors-server.ts';

/** What cannot go wrong before somebody is known here: comes after the first opening. */
export const failures: Omit<ProblemTexts, 'app'> = { bridge, card, refusal, server };
