// The table of all scores: sorted by its titles, searched, opened to deeper levels, saved.
{
  const all = document.querySelector('table.all');
  const rows = [...all.tBodies[0].rows];
  const numberIn = cell => (/\d/.test(cell.textContent) ? parseFloat(cell.textContent.replace('−', '-')) : NaN);

  const heads = [...all.tHead.rows[0].cells];
  const placeOfTier = cell => page.tiers.names.indexOf(cell.textContent) + 1 || Infinity;

  const compare = (column, numeric, sign) => (a, b) => {
    const [x, y] = [a.cells[column], b.cells[column]];
    if (heads[column].textContent === page.words.tier) {
      const [m, n] = [placeOfTier(x), placeOfTier(y)];
      return m === n ? 0 : sign * (m < n ? -1 : 1);
    }
    if (!numeric) return sign * x.textContent.localeCompare(y.textContent, document.documentElement.lang);
    const [m, n] = [numberIn(x), numberIn(y)];
    return isNaN(m) || isNaN(n) ? isNaN(m) - isNaN(n) : sign * (m - n);
  };

  heads.forEach((head, column) => {
    head.firstElementChild.title = page.words.sort;
    asButton(head.firstElementChild, () => {
      const numeric = head.classList.contains('n');
      const was = head.getAttribute('aria-sort');
      const first = numeric && column > 0 ? 'descending' : 'ascending';
      const now = was ? (was === 'ascending' ? 'descending' : 'ascending') : first;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', now);
      rows.sort(compare(column, numeric, now === 'ascending' ? 1 : -1));
      all.tBodies[0].append(...rows);
    });
  });

  // A name leads to the unit's profile.
  rows.forEach((row, i) => {
    const name = row.querySelector('td.unit');
    const id = 'unit-' + page.order[i];
    if (byId(id)) name.replaceChildren(element('a', {href: '#' + id}, name.textContent));
  });

  const search = byId('search');
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    rows.forEach(row => { row.hidden = !row.querySelector('td.unit').textContent.toLowerCase().includes(wanted); });
    byId('count').textContent = rows.filter(row => !row.hidden).length + ' / ' + rows.length;
  });

  const depth = byId('depth');
  const showDepth = () => { all.className = 'all' + (depth.value < 2 ? ' hide-d2' : depth.value < 3 ? ' hide-d3' : ''); };
  depth.addEventListener('change', showDepth);
  showDepth();

  byId('save').addEventListener('click', () => {
    const {nodes, units, tiers, words} = page;
    const ranks = ranksOf(nodes[0].scores, nodes[0].tolerance);
    const titles = [words.rank, words.tier, words.code, words.unit, ...nodes.map(node => node.name)];
    saveCsv(page.index + (page.period ? '-' + page.period : '') + '.csv', [titles, ...page.order.map(unit => {
      const score = nodes[0].scores[unit];
      const tier = isMissing(score) ? '' : tiers.names[tierOf(score, tiers.cuts, nodes[0].tolerance)] ?? '';
      return [ranks[unit] || '', tier, units[unit].code, units[unit].name, ...nodes.map(node => node.scores[unit] ?? '')];
    })]);
  });
}
