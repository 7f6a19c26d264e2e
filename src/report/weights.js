// A reader's own weights: sliders, the ranking that they give, and an address that holds them.
{
  const {nodes, units, tiers} = page;
  const most = 200;  // units that are listed
  const table = document.querySelector('table.weights');
  const published = ranksOf(nodes[0].scores, nodes[0].tolerance);
  const parents = nodes.map(() => 0);
  nodes.forEach((node, number) => node.children.forEach(child => { parents[child] = number; }));

  const percentOf = share => Number((100 * share).toPrecision(10));
  const weights = nodes.map(node => percentOf(node.weight));
  const changed = new Set();  // nodes whose children are weighted otherwise than published

  const isTouched = number => changed.has(number) || nodes[number].children.some(isTouched);
  /** The indicators below a node that count there; one of weight 0 does not, nor what is below it. */
  const countedBelow = number => {
    const {children} = nodes[number];
    if (children.length === 0) return [number];
    return children.filter(child => (changed.has(number) ? weights[child] > 0 : !nodes[child].idle)).flatMap(countedBelow);
  };
  const measuredShares = number => {
    const below = countedBelow(number);
    return units.map((any, unit) => below.filter(leaf => nodes[leaf].measured[unit] === 1).length / below.length);
  };
  const standing = number => {
    const node = nodes[number];
    if (!node.mean || !isTouched(number)) return node;
    const children = node.children.map(child => ({...standing(child), mirror: nodes[child].mirror}));
    const shares = node.mean.coverage?.of === 'indicators' ? measuredShares(number) : [];
    return reckon(node.mean, children, node.children.map(child => (changed.has(number) ? weights[child] : nodes[child].weight)), shares);
  };

  const sliders = new Map();  // by node: {input, share}
  const shareText = number => {
    const siblings = nodes[parents[number]].children;
    const whole = siblings.reduce((sum, sibling) => sum + weights[sibling], 0);
    return fixed(100 * weights[number] / whole, 1) + ' %';
  };
  const showWeights = () => sliders.forEach(({input, share}, number) => {
    if (Math.round(weights[number]) !== Number(input.value)) input.value = Math.round(weights[number]);
    share.textContent = shareText(number);
    input.setAttribute('aria-valuetext', shareText(number));
  });

  const addressOf = () => {
    const groups = [...changed].sort((a, b) => a - b).flatMap(number => nodes[number].children);
    return groups.length === 0 ? '#own' : '#w=' + groups.map(child => encodeURIComponent(nodes[child].code) + ':' + weights[child]).join(',');
  };
  const takeAddress = () => {
    if (!location.hash.startsWith('#w=')) return false;
    reset();
    for (const part of location.hash.slice(3).split(',')) {
      const [code, weight] = part.split(':').map(text => { try { return decodeURIComponent(text); } catch { return text; } });
      const number = nodes.findIndex(node => node.code === code);
      if (!sliders.has(number) || !/^\d+(\.\d+)?$/.test(weight)) continue;
      weights[number] = Number(weight);
      changed.add(parents[number]);
    }
    for (const number of changed) {
      if (nodes[number].children.every(child => weights[child] === 0)) forget(number);
    }
    return true;
  };
  const forget = number => {
    changed.delete(number);
    nodes[number].children.forEach(child => { weights[child] = percentOf(nodes[child].weight); });
  };
  const reset = () => [...changed].forEach(forget);

  // The ranking: a row a unit, made once and put in order at every move.
  const base = Math.min(0, ...nodes[0].scores.filter(score => !isMissing(score)));
  const rowOf = units.map((unit, i) => {
    const profile = 'unit-' + i;
    const name = byId(profile) ? element('a', {href: '#' + profile}, unit.name) : unit.name;
    const bar = element('div', {class: 'bar'});
    const cells = {rank: element('td', {class: 'n'}), moved: element('td', {class: 'moved'}), name: element('td', {class: 'unit'}, name),
      bar: element('td', {class: 'bars', 'aria-hidden': 'true'}, bar), score: element('td', {class: 'n'}), ...(tiers.names.length === 0 ? {} : {tier: element('td', {class: 'tier'})}),
      was: element('td', {class: 'n was'}, published[i] === 0 ? '–' : String(published[i]))};
    return {bar, cells, row: element('tr', {}, ...Object.values(cells))};
  });

  const tierText = (score, tolerance) => (isMissing(score) || tiers.names.length === 0 ? null : tierOf(score, tiers.cuts, tolerance));
  const publishedTier = nodes[0].scores.map(score => tierText(score, nodes[0].tolerance));

  const extreme = (moves, sign) => {
    const best = moves.reduce((found, move, unit) => (sign * move > sign * (moves[found] ?? 0) ? unit : found), -1);
    return best < 0 ? null : [units[best].name, Math.abs(moves[best])];
  };
  const counted = count => say(count === 1 ? 'one' : 'many', count);
  const summaryOf = (order, ranks, now) => {
    const moves = ranks.map((rank, unit) => (rank === 0 || published[unit] === 0 ? 0 : published[unit] - rank));
    const retiered = now.scores.filter((score, unit) => tierText(score, now.tolerance) !== publishedTier[unit]).length;
    const leader = order.find(unit => ranks[unit] === 1);
    const cuts = tiers.cuts.map(cut => cut - now.tolerance);
    const texts = leader === undefined ? [] : [say('leader', units[leader].name, fixed(now.scores[leader], nodes[0].digits, cuts))];
    const count = moves.filter(move => move !== 0).length;
    texts.push(count === 0 ? say('asPublished') : say('moved', counted(count)));
    const [risen, fallen] = [extreme(moves, 1), extreme(moves, -1)];
    if (risen) texts.push(say('rose', ...risen));
    if (fallen) texts.push(say('fell', ...fallen));
    if (retiered > 0) texts.push(say('retiered', counted(retiered)));
    return texts.join(document.documentElement.lang === 'en' ? ' ' : '');
  };

  let current = null, telling = 0;
  const show = () => {
    const now = standing(0);
    const ranks = ranksOf(now.scores, now.tolerance);
    const order = units.map((unit, i) => i).sort((a, b) => (ranks[a] || Infinity) - (ranks[b] || Infinity) || a - b);
    const cuts = tiers.cuts.map(cut => cut - now.tolerance);
    const high = Math.max(...now.scores.filter(score => !isMissing(score)), base + 1e-9);
    const body = table.ownBody;
    body.replaceChildren(...order.slice(0, most).map(unit => {
      const {bar, cells, row} = rowOf[unit];
      const score = now.scores[unit], tier = tierText(score, now.tolerance), move = published[unit] - ranks[unit];
      cells.rank.textContent = ranks[unit] || '–';
      cells.moved.textContent = ranks[unit] === 0 || published[unit] === 0 || move === 0 ? '' : (move > 0 ? '▲' : '▼') + Math.abs(move);
      cells.moved.className = 'moved' + (move > 0 ? ' up' : move < 0 ? ' down' : '');
      cells.score.textContent = isMissing(score) ? '–' : fixed(score, nodes[0].digits, cuts);
      if (cells.tier) {
        cells.tier.textContent = tier === null ? '' : tiers.names[tier];
        cells.tier.classList.toggle('other', tier !== publishedTier[unit]);
      }
      bar.className = 'bar tier-' + Math.min(tier ?? 0, 4);
      bar.hidden = isMissing(score);
      bar.style.width = (bar.hidden ? 0 : 100 * (score - base) / (high - base)) + '%';
      return row;
    }));
    current = {now, ranks, order};
    byId('own').classList.toggle('untouched', changed.size === 0);
    showWeights();
    byId('own-link').href = addressOf();
    clearTimeout(telling);  // a screen reader hears where the slider came to rest
    const summary = summaryOf(order, ranks, now);
    byId('own-summary').textContent = summary;
    telling = setTimeout(() => { byId('own-heard').textContent = summary; }, 400);
  };

  const moveTo = (number, value) => {
    const before = weights[number];
    weights[number] = value;
    if (nodes[parents[number]].children.every(child => weights[child] === 0)) {
      weights[number] = before;
      showWeights();
      byId('own-summary').textContent = byId('own-heard').textContent = say('allZero');
      return;
    }
    changed.add(parents[number]);
    show();
  };
  const keepAddress = () => { try { history.replaceState(null, '', addressOf()); } catch { /* a page that has none keeps working */ } };

  const addSlider = row => {
    const number = Number(row.dataset.node);
    const input = element('input', {type: 'range', min: 0, max: 100, step: 1, id: 'weight-' + nodes[number].code,
      'aria-label': say('weightOf', nodes[number].name)});
    const share = element('span', {class: 'share'});
    input.addEventListener('input', () => moveTo(number, Number(input.value)));
    input.addEventListener('change', keepAddress);
    sliders.set(number, {input, share});
    row.append(element('td', {class: 'slide'}, input, share));
  };

  if (table && nodes[0].mean) {
    table.tHead.rows[0].append(element('th', {scope: 'col'}, page.words.yourWeight));
    [...table.tBodies[0].rows].forEach(addSlider);
    sliders.forEach(({input}, number) => { input.value = Math.round(weights[number]); });
    table.ownBody = document.querySelector('table.own').tBodies[0];
    table.classList.add('folded');
    const deeper = byId('own-deeper');
    if (deeper) {
      deeper.addEventListener('click', () => {
        deeper.setAttribute('aria-expanded', String(!table.classList.toggle('folded')));
      });
    }
    byId('own-reset').addEventListener('click', () => { reset(); show(); keepAddress(); });
    byId('own-save').addEventListener('click', () => {
      const {now, ranks, order} = current;
      const {words} = page;
      saveCsv(page.index + '-own.csv', [[words.rank, words.tier, words.code, words.unit, nodes[0].name], ...order.map(unit => {
        const tier = tierText(now.scores[unit], now.tolerance);
        return [ranks[unit] || '', tier === null ? '' : tiers.names[tier], units[unit].code, units[unit].name, now.scores[unit] ?? ''];
      })]);
    });
    window.addEventListener('hashchange', () => { if (takeAddress()) show(); });
    const isGiven = takeAddress();
    if ([...changed].some(number => number !== 0) && deeper) deeper.click();
    byId('own-tools').hidden = false;
    show();
    if (isGiven) byId('own').scrollIntoView();
  }
}
