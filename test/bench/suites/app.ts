import type { Suite } from '../suite.ts';
import { tracedWrites } from '../app/traced-writes.ts';

export const measure: Suite = async ({ progress }) => {
  progress('traced writes');
  return await tracedWrites();
};
