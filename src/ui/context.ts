import { createContext } from 'svelte';
import type { Relais } from '#app/port.ts';

/** The one way from a page to what stands behind it; set by the layout. */
export const [getRelais, setRelais] = createContext<Relais>();
