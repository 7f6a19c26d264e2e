// The radar of any two units: drawn anew on the web that the page was made with.
{
  const radars = [...document.querySelectorAll('#choose svg')];
  const chosen = ['first', 'second'].map(byId);
  const axes = page.nodes[0].children.map(child => page.nodes[child]);
  const scoreText = (axis, unit) => (isMissing(axis.scores[unit]) ? '–' : fixed(axis.scores[unit], axis.digits));
  const nameOf = select => page.units[select.value].name;

  const move = (mark, x, y) => {
    if (mark.tagName === 'circle') { mark.setAttribute('cx', x); mark.setAttribute('cy', y); }
    else { mark.setAttribute('x', x - 3.5); mark.setAttribute('y', y - 3.5); }
  };
  const draw = (svg, select, i) => {
    const web = svg.querySelector('.web').dataset;
    const [x, y, radius, low, high] = [web.x, web.y, web.radius, web.low, web.high].map(Number);
    const scores = axes.map(axis => axis.scores[select.value]);
    const points = scores.map((score, axis) => {
      const angle = 2 * Math.PI * axis / axes.length - Math.PI / 2;
      const far = radius * ((isMissing(score) ? low : score) - low) / (high - low);
      return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
    });
    const there = points.filter((point, axis) => !isMissing(scores[axis]));
    svg.querySelector('.line-' + i).setAttribute('points', there.map(point => point.map(v => v.toFixed(2)).join(',')).join(' '));
    svg.querySelectorAll('.mark-' + i).forEach((mark, axis) => {
      move(mark, ...points[axis]);
      mark.setAttribute('visibility', isMissing(scores[axis]) ? 'hidden' : 'visible');
    });
    svg.querySelectorAll('.cell-' + i).forEach((cell, axis) => { cell.textContent = scoreText(axes[axis], select.value); });
    svg.querySelectorAll('.name-' + i).forEach(name => { name.textContent = nameOf(select); });
  };
  const drawAll = () => {
    const title = chosen.map(nameOf).join(page.words.versus);
    radars.forEach(svg => {
      chosen.forEach((select, i) => draw(svg, select, i));
      svg.querySelectorAll('.title').forEach((line, i) => { line.textContent = i === 0 ? title : ''; });
      svg.setAttribute('aria-label', title);
    });
    // What the page says of the two that it was made with holds of no others.
    const words = document.querySelector('#choose .words');
    if (words) words.hidden = chosen.some(select => !select.selectedOptions[0].defaultSelected);
  };
  if (radars.length > 0 && chosen[0]) {
    chosen.forEach(select => select.addEventListener('change', drawAll));
    byId('choose').hidden = false;
  }
}
