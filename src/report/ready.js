// What only works with scripts is shown now, and what is wider than the page can be scrolled by keyboard too.
document.querySelectorAll('.controls').forEach(controls => { controls.hidden = false; });
document.querySelectorAll('.scroll').forEach(box => {
  if (box.scrollWidth <= box.clientWidth) return;
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', page.words.wide);
});
