import type Circle from '@lucide/svelte/icons/circle';

/** A component of @lucide/svelte/icons/…; every icon stands beside a word. */
export type Icon = typeof Circle;
