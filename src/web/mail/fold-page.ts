/** From where to where a page's history goes, in the page as it is stored. */
export type Fold = readonly [number, number];

/** The page with a mark at each place, of a kind that the sanitiser leaves. Null where a place is none of the page's. */
export function withMarks(html: string, folds: readonly Fold[], mark: string): string | null {
  let marked = "";
  let at = 0;
  for (const place of folds.flat()) {
    if (!Number.isInteger(place) || place < at || place > html.length) return null;
    marked += `${html.slice(at, place)}<wbr title="${mark}">`;
    at = place;
  }
  return marked + html.slice(at);
}

/** Puts what stands between each two marks under a control that shows it. Where a mark is lost, nothing is folded. */
export function foldPage(body: HTMLElement, count: number, mark: string, label: string): void {
  const marks = Array.from(body.querySelectorAll(`wbr[title="${mark}"]`));
  if (marks.length === count * 2)
    for (let index = marks.length - 1; index > 0; index -= 2) {
      const [from, to] = [marks[index - 1], marks[index]];
      if (from !== undefined && to !== undefined) foldBetween(from, to, label);
    }
  for (const one of marks) one.remove();
}

function foldBetween(from: Element, to: Element, label: string): void {
  const page = from.ownerDocument;
  const range = page.createRange();
  range.setStartAfter(from);
  range.setEndBefore(to);
  const contents = range.extractContents();
  const details = page.createElement("details");
  const summary = page.createElement("summary");
  summary.textContent = label;
  summary.dir = "auto";
  const place = range.startContainer;
  const table =
    tableParts.has(place.nodeName) && place.parentElement !== null ? (place as Element).closest("table") : null;
  details.append(summary, table === null ? contents : rowsOf(table, place as Element, contents));
  if (table === null) range.insertNode(details);
  else table.after(details);
}

/** Nothing but rows and cells may stand in these. */
const tableParts = new Set(["TABLE", "THEAD", "TBODY", "TFOOT", "TR"]);

/** Rows that were taken out of a table, in one like it. */
function rowsOf(table: Element, place: Element, contents: DocumentFragment): Node {
  let rows: Node = contents;
  for (let part: Element | null = place; part !== null; part = part.parentElement) {
    const like = part.cloneNode(false);
    like.appendChild(rows);
    rows = like;
    if (part === table) break;
  }
  return rows;
}
