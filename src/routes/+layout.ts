// One shell for every page: it must open without a server.
export const ssr = false;
export const prerender = false;
