const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in an element or a quoted attribute; controls and lone surrogates, which it cannot hold, are replaced. */
export const escapeHtml = (text: string): string =>
  text.replace(/\p{Cs}|(?![\t\n\r])\p{Cc}/gu, '\ufffd').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Text that may run from right to left, kept from turning what stands around it. */
export const isolated = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;
