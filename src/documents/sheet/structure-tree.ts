import { PDFName, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import type { Element } from './structure.ts';

/** Writes the logical structure (ISO 32000-1, 14.7): the tree of elements, and back from marked content to elements. */
export function writeStructure(context: PDFContext, root: Element, pages: readonly PDFRef[]): PDFRef {
  const treeRef = context.nextRef();
  const parents: PDFRef[][] = pages.map(() => []);
  const document = writeElement(context, root, treeRef, pages, parents);
  const numbers = parents.flatMap((refs, page) => [page, context.register(context.obj(refs))]);
  context.assign(
    treeRef,
    context.obj({
      Type: 'StructTreeRoot',
      K: [document],
      ParentTree: context.register(context.obj({ Nums: numbers })),
      ParentTreeNextKey: pages.length,
    }),
  );
  return treeRef;
}

function writeElement(
  context: PDFContext,
  { role, children, content }: Element,
  parent: PDFRef,
  pages: readonly PDFRef[],
  parents: PDFRef[][],
): PDFRef {
  const ref = context.nextRef();
  const kids = children.map((child) => writeElement(context, child, ref, pages, parents));
  const marked = content.flatMap(({ page, id }) => {
    const owners = parents[page];
    const pageRef = pages[page];
    if (!owners || !pageRef) return [];
    owners[id] = ref;
    return [context.obj({ Type: 'MCR', Pg: pageRef, MCID: id })];
  });
  const dict = context.obj({ Type: 'StructElem', S: role, P: parent, K: [...marked, ...kids] });
  // the first cell of a row names it
  if (role === 'TH') dict.set(PDFName.of('A'), context.obj({ O: 'Table', Scope: 'Row' }));
  context.assign(ref, dict);
  return ref;
}
