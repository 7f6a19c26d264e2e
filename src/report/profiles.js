// A unit's profile, found by its name or opened by a link to it.
{
  const profiles = [...document.querySelectorAll('details.profile')];
  const search = byId('find-unit');
  const open = profile => { profile.open = true; };
  const openTarget = () => {
    const target = location.hash.startsWith('#unit-') ? byId(location.hash.slice(1)) : null;
    if (!target) return;
    open(target.closest('details'));
    target.closest('details').scrollIntoView();
  };
  if (search) {
    const shown = () => profiles.filter(profile => !profile.hidden);
    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLowerCase();
      profiles.forEach(profile => { profile.hidden = !profile.dataset.name.toLowerCase().includes(wanted); });
      if (shown().length === 1) open(shown()[0]);
      byId('found').textContent = shown().length === 0 ? page.words.none : shown().length + ' / ' + profiles.length;
    });
    search.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || shown().length === 0) return;
      open(shown()[0]);
      shown()[0].querySelector('summary').focus();
    });
  }
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#unit-"]');
    if (link) setTimeout(openTarget);
  });
  window.addEventListener('hashchange', openTarget);
  openTarget();
}
