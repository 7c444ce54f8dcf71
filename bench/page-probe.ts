/**
 * What runs in the page to measure it, as text: it has the browser's globals, which this project's other side has not.
 * All times are the page's own (`performance.now()`), so that the way from here to the browser does not count.
 */

/** Before anything of the page runs: notes when the first row of the list is there, from the start of the navigation. */
export const watchFirstRow = `
  new MutationObserver((_, observer) => {
    if (document.querySelector("a.row") === null) return;
    observer.disconnect();
    requestAnimationFrame(() => { window.parleyFirstRow = performance.now(); });
  }).observe(document, { childList: true, subtree: true });
`;

/** When that was, in milliseconds. */
export const firstRow = `new Promise((resolve) => {
  const look = () => {
    if (window.parleyFirstRow === undefined) requestAnimationFrame(look);
    else resolve(window.parleyFirstRow);
  };
  look();
})`;

/** Milliseconds from a click on the one element until a frame in which the other is there. */
export function clickUntil(clicked: string, there: string): string {
  return doneUntil(`document.querySelector(${JSON.stringify(clicked)}).click()`, there);
}

/** Milliseconds from a key, pressed nowhere in particular, until a frame in which an element is there. */
export function pressUntil(key: string, there: string): string {
  const event = `new KeyboardEvent("keydown", { key: ${JSON.stringify(key)}, bubbles: true })`;
  return doneUntil(`document.body.dispatchEvent(${event})`, there);
}

function doneUntil(act: string, there: string): string {
  return `new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const look = () => {
      if (document.querySelector(${JSON.stringify(there)}) !== null) resolve(performance.now() - startedAt);
      else if (performance.now() - startedAt > 20000) reject(new Error("It did not come: " + ${JSON.stringify(there)}));
      else requestAnimationFrame(look);
    };
    ${act};
    requestAnimationFrame(look);
  })`;
}

/** Lengths of the frames in milliseconds while an element is scrolled by so many pixels in each, for so long. */
export function scrollFrames(scrolled: string, pixels: number, durationMs: number): string {
  return `new Promise((resolve) => {
    const element = document.querySelector(${JSON.stringify(scrolled)});
    const frames = [];
    const startedAt = performance.now();
    let before = startedAt;
    const step = (now) => {
      frames.push(now - before);
      before = now;
      element.scrollTop += ${pixels};
      if (now - startedAt < ${durationMs}) requestAnimationFrame(step);
      else resolve(frames.slice(1));
    };
    requestAnimationFrame(step);
  })`;
}
