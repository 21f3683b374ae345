import type { ProblemTexts } from '../problem.ts';
import { app } from './errors-app.ts';
import { bridge } from './errors-bridge.ts';
import { card } from './errors-card.ts';
import { refusal } from './errors-refusal.ts';
import { server } from './errors-server.ts';

export const errors: ProblemTexts = { app, bridge, card, refusal, server };
