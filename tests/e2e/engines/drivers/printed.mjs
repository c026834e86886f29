/**
 * For engines that cannot be told to show a page as printed: in every sheet, the rules for print hold and those for the
 * screen do not. The engine has read the rules itself, so what it does not understand is missing here as on paper.
 */
export function printed() {
  const turn = (rules) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) {
        if (/\bprint\b/.test(rule.media.mediaText)) rule.media.mediaText = "all";
        else if (/\bscreen\b/.test(rule.media.mediaText)) rule.media.mediaText = "not all";
      }
      if (rule.cssRules) turn(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) turn(sheet.cssRules);
}
