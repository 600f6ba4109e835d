// Keys for the buttons of the page; without this file the buttons do the same.
"use strict";
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  const key = event.key.toLowerCase();
  const reason = document.querySelector(`select[data-focus="${CSS.escape(key)}"]`);
  if (reason && !reason.value) {
    event.preventDefault();
    reason.focus();
    return;
  }
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (control) {
    event.preventDefault();
    control.click();
  }
});
