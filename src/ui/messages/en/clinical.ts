import { results } from './results.ts';
import { summary } from './summary.ts';

/** What the documents say, taken together: results over time and emergency summary. */
export const clinical = { results, summary };
