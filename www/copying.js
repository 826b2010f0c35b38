// What is copied from the page is exact: an amount as 1234.5 and a day as 19-06-2025, however they are shown.
"use strict";

addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0);
  const whole = range.commonAncestorContainer;
  const inside = (whole instanceof Element ? whole : whole.parentElement)?.closest("[data-exact]");
  const part = range.cloneContents();
  const values = part.querySelectorAll("[data-exact]");
  if (!inside && values.length === 0) return;
  for (const value of values) value.textContent = value.dataset.exact;
  for (const row of part.querySelectorAll("tr, dt, dd, li, p")) row.append("\n");
  event.clipboardData.setData("text/plain", inside ? inside.dataset.exact : part.textContent);
  event.preventDefault();
});
