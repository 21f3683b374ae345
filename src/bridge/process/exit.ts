/** 0 done, 1 refused, 2 wrong usage, 3 configuration or folder unusable, 4 no bridge is running (or one is already). */
export const EXIT = { done: 0, refused: 1, usage: 2, configuration: 3, running: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
