import type { ModuleId, TrainingModule } from './module.ts';
import { partsOf, type Progress } from './progress.ts';

export type Certificate = {
  /** Those that were completed, in the order of the modules. */
  lines: readonly { id: ModuleId; minutes: number; completedAt: number }[];
  /** Every module there is. */
  whole: boolean;
  /** Of what was completed. */
  minutes: number;
};

/** What can be certified; undefined as long as nothing was completed. */
export function certificateOf(
  modules: readonly TrainingModule[],
  progress: Progress,
): Certificate | undefined {
  const lines = modules.flatMap((module) => {
    const completedAt = progress[module.id]?.completedAt;
    if (completedAt === undefined || !partsOf(module, progress).complete) return [];
    return [{ id: module.id, minutes: module.minutes, completedAt }];
  });
  if (lines.length === 0) return undefined;
  const minutes = lines.reduce((sum, line) => sum + line.minutes, 0);
  return { lines, whole: lines.length === modules.length, minutes };
}
