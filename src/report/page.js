'use strict';
(() => {
  const all = document.querySelector('table.all');
  const rows = [...all.tBodies[0].rows];
  const byRank = [...rows];
  const numberIn = cell => (/\d/.test(cell.textContent) ? parseFloat(cell.textContent) : NaN);

  const compare = (column, numeric, sign) => (a, b) => {
    const [x, y] = [a.cells[column], b.cells[column]];
    if (!numeric) return sign * x.textContent.localeCompare(y.textContent, document.documentElement.lang);
    const [m, n] = [numberIn(x), numberIn(y)];
    return isNaN(m) || isNaN(n) ? isNaN(m) - isNaN(n) : sign * (m - n);
  };

  const heads = [...all.tHead.rows[0].cells];
  heads.forEach((head, column) => head.firstElementChild.addEventListener('click', () => {
    const numeric = head.classList.contains('n');
    const was = head.getAttribute('aria-sort');
    const now = was ? (was === 'ascending' ? 'descending' : 'ascending') : (numeric && column > 0 ? 'descending' : 'ascending');
    heads.forEach(other => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', now);
    rows.sort(compare(column, numeric, now === 'ascending' ? 1 : -1));
    all.tBodies[0].append(...rows);
  }));

  const search = document.getElementById('search');
  const count = document.getElementById('count');
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    count.textContent = rows.filter(row => !row.hidden).length + ' / ' + rows.length;
  });

  const depth = document.getElementById('depth');
  const showDepth = () => { all.className = 'all' + (depth.value < 2 ? ' hide-d2' : depth.value < 3 ? ' hide-d3' : ''); };
  depth.addEventListener('change', showDepth);
  showDepth();

  const radars = [...document.querySelectorAll('#radar svg')];
  const chosen = ['first', 'second'].map(id => document.getElementById(id));
  if (radars.length && chosen[0]) {
    const axes = heads.map((head, i) => (head.classList.contains('axis') ? i : -1)).filter(i => i >= 0);
    const scoresOf = select => axes.map(column => byRank[select.value].cells[column]);
    const nameOf = select => select.selectedOptions[0].textContent;
    const move = (mark, x, y) => {
      if (mark.tagName === 'circle') { mark.setAttribute('cx', x); mark.setAttribute('cy', y); }
      else { mark.setAttribute('x', x - 3.5); mark.setAttribute('y', y - 3.5); }
    };
    const draw = (svg, select, i) => {
      const web = svg.querySelector('.web').dataset;
      const [x, y, radius, low, high] = [web.x, web.y, web.radius, web.low, web.high].map(Number);
      const cells = scoresOf(select);
      const points = cells.map((cell, axis) => {
        const angle = 2 * Math.PI * axis / cells.length - Math.PI / 2;
        const score = numberIn(cell);
        const far = radius * ((isNaN(score) ? low : score) - low) / (high - low);
        return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
      });
      svg.querySelector('.line-' + i).setAttribute('points', points.map(point => point.map(v => v.toFixed(2)).join(',')).join(' '));
      svg.querySelectorAll('.mark-' + i).forEach((mark, axis) => {
        move(mark, ...points[axis]);
        mark.setAttribute('visibility', isNaN(numberIn(cells[axis])) ? 'hidden' : 'visible');
      });
      svg.querySelectorAll('.cell-' + i).forEach((cell, axis) => { cell.textContent = cells[axis].textContent; });
      svg.querySelectorAll('.name-' + i).forEach(name => { name.textContent = nameOf(select); });
    };
    const versus = document.documentElement.lang === 'en' ? ' vs ' : ' VS ';
    const drawAll = () => {
      radars.forEach(svg => {
        chosen.forEach((select, i) => draw(svg, select, i));
        const title = chosen.map(nameOf).join(versus);
        svg.querySelectorAll('.title').forEach((line, i) => { line.textContent = i === 0 ? title : ''; });
        svg.setAttribute('aria-label', title);
      });
    };
    chosen.forEach(select => select.addEventListener('change', drawAll));
  }
  document.querySelectorAll('.controls').forEach(controls => { controls.hidden = false; });
})();
