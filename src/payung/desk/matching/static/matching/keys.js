// A letter or digit presses the link or button that names it; without this file they are clicked.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
  const key = event.key.toLowerCase();
  if (!/^[a-z0-9]$/.test(key)) return;
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});
