/** What axe-core finds in a page, and in the embeds that stand in it. */
import { AxeBuilder } from "@axe-core/playwright";

/** All rules: those of WCAG 2.2 up to AA, and what is good practice besides. */
export const all = (axe) => axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);

/** What differs in other colours, once all rules hold in these. */
export const colours = (axe) => axe.withRules(["color-contrast", "link-in-text-block"]);

/** What is wrong, in few words: the rule, the element, the reason. `choose` says by which rules. */
export async function violations(page, choose = all) {
  // Cards and groups of blocks out of view have an estimated height, and what is measured in them lies over their
  // neighbours, or beyond the end of the page.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":is(.event, .group) { content-visibility: visible !important }");
    const roots = [document, ...[...document.querySelectorAll("who-when")].map(({ shadowRoot }) => shadowRoot)];
    for (const root of roots) root?.adoptedStyleSheets.push(sheet);
  });
  // What is right is not asked for, and the results are put together in the page itself: to carry everything to a second
  // page, for frames of other origins, takes four times as long as to find it.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await choose(axe).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}
