declare global {
  /** True in the build that carries simulated cards and fictional people; a constant, so that the other build drops that code. */
  const __DEMO__: boolean;
}
export {};
