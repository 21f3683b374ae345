import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** In the demonstration alone: a production build holds neither the page nor its words. */
export const load: PageLoad = async () => {
  if (!__DEMO__) error(404);
  return { Gallery: (await import('#ui/gallery/Gallery.svelte')).default };
};
