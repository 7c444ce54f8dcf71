import type { Page } from "playwright-core";

/**
 * What somebody could not reach of what is on the screen, or of what is open over it: by name, and why. A page scrolls
 * in one direction only, and whatever can be pressed comes into view and is not covered there (WCAG 1.4.10, 2.4.11).
 */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const wrong = [];
    if (document.scrollingElement.scrollWidth > innerWidth) wrong.push("the page scrolls to the side");
    const opened = [...document.querySelectorAll("[role=dialog]:not(.notification), [role=menu]")];
    const top = opened.findLast((one) => one.checkVisibility()) ?? document;
    const isSeen = (one) =>
      one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      one.getBoundingClientRect().width > 1;
    for (const one of top.querySelectorAll("a[href], button, input, select, textarea")) {
      if (!isSeen(one)) continue;
      one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const { left, right, top: above, width, height } = one.getBoundingClientRect();
      const name = (one.ariaLabel || one.innerText || one.className).slice(0, 40);
      if (left < -1 || right > innerWidth + 1) wrong.push(name + ": beyond the side");
      const hit = document.elementFromPoint(left + width / 2, above + height / 2);
      const isIt = hit !== null && (one.contains(hit) || hit.contains(one) || hit.closest("label")?.control === one);
      if (!isIt) wrong.push(name + ": " + (hit === null ? "outside" : "covered by " + hit.className));
    }
    for (const one of document.querySelectorAll("*")) if (one.scrollTop > 0) one.scrollTop = 0;
    return wrong;
  })()`);
}

/** What moves, or would move at the next change. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const isLong = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    return [...document.querySelectorAll("*")].flatMap((one) => {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(one);
      const moves = isLong(transitionDuration) || (animationName !== "none" && isLong(animationDuration));
      return moves ? [String(one.className) || one.tagName] : [];
    });
  })()`);
}
