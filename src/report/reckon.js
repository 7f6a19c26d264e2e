// The scores of a node anew, with other weights: the same steps in the same order as the program takes, and the same
// bound on what arithmetic loses, by which scores tie and reach tiers.

const epsilon = Number.EPSILON;
const largestOf = (a, b) => Math.max(Math.abs(a), Math.abs(b));
const isMissing = score => score === null;

/** How far a power mean may move for a move of all its children by 1. */
const sensitivityOf = (exponent, weights, ratio) => {
  if (exponent >= 1) return 1;
  const low = 1 / ratio;
  const ascending = [...weights].sort((a, b) => a - b);
  const whole = ascending.reduce((sum, weight) => sum + weight, 0);
  let some = 0, most = 0;
  for (const weight of ascending) {
    some += weight;
    const share = some / whole;
    const mean = exponent === 0 ? low ** share : (share * low ** exponent + 1 - share) ** (1 / exponent);
    most = Math.max(most, share * (mean / low) ** (1 - exponent));
  }
  return 1 + most;
};

const lostByMean = (exponent, children, largest) => {
  const sums = children + 4;
  if (exponent === 1) return sums;
  if (exponent === 0) return sums + 4 * (1 + Math.abs(Math.log(largest)));
  return sums * (1 + 1 / Math.abs(exponent));
};

const mapAt = (map, score) => (map ? map.slope * score + map.offset : score);
const mapBack = (map, score) => (map ? (score - map.offset) / map.slope : score);

/** How well the scores of a mean are known: children as they enter, with the weights that they have. */
const precisionOf = (mean, entering, weights) => {
  const size = largestOf(mean.low, mean.high);
  let tolerance = 0, largest = 0;
  entering.forEach((child, i) => {
    if (weights[i] === 0) return;
    const own = child.mirror ? child.largest + size : child.largest;
    tolerance = Math.max(tolerance, child.tolerance + (child.mirror ? epsilon * own : 0));
    largest = Math.max(largest, own);
  });
  const known = largest;
  let slope = 1, low = mean.low;
  const {map} = mean;
  if (map) {
    slope = Math.abs(map.slope);
    low = Math.min(mapAt(map, mean.low), mapAt(map, mean.high));
    largest = Math.max(largestOf(mapAt(map, mean.low), mapAt(map, mean.high)), slope * largest);
    tolerance += 2 * epsilon * (largest + Math.abs(map.offset)) / slope;
  }
  const exponent = mean.exponent === null ? 1 : mean.exponent;
  const reaction = mean.penalty ? mean.penalty.reaction : 1;
  const ratio = largest > 0 ? largest / Math.max(low, largest * 1e-3) : 1;
  const lost = reaction * (lostByMean(exponent, weights.length, Math.max(largest, 1)) + (mean.impute ? 8 : 0));
  const moved = reaction * sensitivityOf(exponent, weights, Math.max(ratio, 1));
  return {tolerance: moved * tolerance + epsilon * lost * largest / slope, largest: known};
};

const reverse = (score, {low, high}, tolerance) => {
  const mirrored = low + high - score;
  if (mirrored < low) return mirrored >= low - tolerance ? low : mirrored;
  return mirrored > high && mirrored <= high + tolerance ? high : mirrored;
};

/** A child's scores on their way into a mean: reversed, then mapped. */
const enter = (mean, child) => {
  const measured = child.mirror
    ? child.scores.map(score => (isMissing(score) ? null : reverse(score, child.mirror, child.tolerance))) : child.scores;
  const reach = (mean.map ? Math.abs(mean.map.slope) : 1) * child.tolerance;
  const settle = score => {
    const isAtZero = mean.domain !== 'any' && score >= -reach && score <= (mean.domain === 'positive' ? reach : 0);
    return isAtZero ? 0 : score;
  };
  return {measured, combined: measured.map(score => (isMissing(score) ? null : settle(mapAt(mean.map, score))))};
};

const termOf = exponent => (exponent === 1 ? x => x : exponent === 0 ? Math.log : exponent === -1 ? x => 1 / x : x => x ** exponent);
const backOf = exponent => (exponent === 1 ? x => x : exponent === 0 ? Math.exp : exponent === -1 ? x => 1 / x : x => x ** (1 / exponent));

/** The mean of some scores less, or plus, what they are uneven by. */
const penalised = ({sign, isOneLess}, parts, weights) => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = parts.reduce((sum, part, i) => sum + weights[i] * part, 0) / whole;
  const variance = parts.reduce((sum, part, i) => sum + weights[i] / whole * (part - mean) * (part - mean), 0);
  const times = isOneLess && parts.length > 1 ? parts.length / (parts.length - 1) : 1;
  return variance === 0 ? mean : mean + sign * times * variance / mean;
};

const within = (number, least, most) => (number < least ? least : number > most ? most : number);

/** A unit's mean of the children that it has, or null. */
const combine = (mean, parts, weights) => {
  if (mean.penalty) return penalised(mean.penalty, parts, weights);
  if (mean.exponent === null) return Math.min(...parts);
  const term = termOf(mean.exponent);
  let sum = 0, whole = 0;
  parts.forEach((part, i) => { sum += weights[i] * term(part); whole += weights[i]; });
  const back = backOf(mean.exponent)(sum / whole);
  return Number.isFinite(back) ? within(back, Math.min(...parts), Math.max(...parts)) : back;
};

const middleOf = numbers => {
  const ascending = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(ascending.length / 2);
  return ascending.length % 2 === 1 ? ascending[half] : (ascending[half - 1] + ascending[half]) / 2;
};
const meanOf = numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** A child's scores with those that it lacks put in from the other units of the same group; null is no group. */
const fillGaps = ({centre, groups}, scores) => {
  if (!scores.some(isMissing)) return scores;
  const members = new Map();
  scores.forEach((score, unit) => {
    if (isMissing(score) || groups[unit] === null) return;
    if (!members.has(groups[unit])) members.set(groups[unit], []);
    members.get(groups[unit]).push(score);
  });
  const centres = new Map([...members].map(([group, some]) => [group, centre === 'median' ? middleOf(some) : meanOf(some)]));
  return scores.map((score, unit) => (isMissing(score) ? centres.get(groups[unit]) ?? null : score));
};

/** Whether too little was measured of a unit before anything was put in. `share` is of indicators, where they count. */
const isThin = ({coverage}, there, weights, share) => {
  if (!coverage) return false;
  if (coverage.of === 'indicators') return share < coverage.atLeast - 1e-12;
  const counts = i => (coverage.of === 'weight' ? weights[i] : 1);
  const whole = weights.reduce((sum, weight, i) => sum + counts(i), 0);
  return there.reduce((sum, i) => sum + counts(i), 0) / whole < coverage.atLeast - 1e-12;
};
const isOutside = (domain, part) => (domain === 'positive' ? part <= 0 : domain === 'non_negative' && part < 0);

const finish = (mean, scores, precision) => {
  let known = precision;
  if (mean.rescale !== null) {
    const most = scores.reduce((most, score) => Math.max(most, score ?? 0), 0);
    const factor = mean.rescale / most;
    const hasFactor = most > known.tolerance;
    scores = scores.map(score => (isMissing(score) || !hasFactor ? null : score / most * mean.rescale));
    if (hasFactor) known = {tolerance: 2 * Math.abs(factor) * known.tolerance, largest: Math.abs(factor) * known.largest};
  }
  if (mean.round !== null) {
    const more = known.tolerance < 0.25 * 10 ** -mean.round ? known.tolerance : 0;
    scores = scores.map(score => (isMissing(score) ? null : roundHalfUp(score + more, mean.round)));
    known = {...known, tolerance: epsilon * known.largest};
  }
  return {scores, ...known};
};

/**
 * The scores of a mean, {scores, tolerance, largest}.
 *
 * children   by child {scores, tolerance, largest, mirror}; scores a unit each, null where there is none
 * weights    by child, relative to each other; one at least above 0
 * shares     a unit each, of the indicators below that were measured; where the node's coverage is of indicators
 */
const reckon = (mean, children, weights, shares = []) => {
  const counting = children.map((child, i) => i).filter(i => weights[i] > 0);
  const entering = counting.map(i => enter(mean, children[i]));
  const counted = counting.map(i => weights[i]);
  const filled = entering.map(({combined}) => (mean.impute ? fillGaps(mean.impute, combined) : combined));
  const present = (columns, unit) => counting.map((child, i) => i).filter(i => !isMissing(columns[i][unit]));
  const measured = entering.map(({combined}) => combined);
  const scores = children[0].scores.map((any, unit) => {
    const there = present(filled, unit);
    if (there.length === 0 || there.length < counted.length && mean.missing === 'none') return null;
    if (isThin(mean, present(measured, unit), counted, shares[unit])) return null;
    const parts = there.map(i => filled[i][unit]);
    if (parts.some(part => isOutside(mean.domain, part))) return null;
    const score = mapBack(mean.map, combine(mean, parts, there.map(i => counted[i])));
    if (!Number.isFinite(score)) return null;
    if (!mean.map || mean.penalty) return score;
    const ends = there.map((i, part) => entering[i].measured[unit] ?? mapBack(mean.map, parts[part]));
    return within(score, Math.min(...ends), Math.max(...ends));
  });
  return finish(mean, scores, precisionOf(mean, children, weights));
};

/** The rank of each unit, 0 without a score: ties share the better one, the next is skipped. */
const ranksOf = (scores, tolerance) => {
  const order = scores.map((score, unit) => unit).filter(unit => !isMissing(scores[unit]))
    .sort((a, b) => scores[b] - scores[a] || a - b);
  const ranks = scores.map(() => 0);
  order.forEach((unit, i) => {
    const before = order[i - 1];
    const isTied = i > 0 && Math.abs(scores[before] - scores[unit]) <= tolerance;
    ranks[unit] = isTied ? ranks[before] : i + 1;
  });
  return ranks;
};

/** The place of a score's tier, 0 the best. */
const tierOf = (score, cuts, tolerance) => {
  const reached = cuts.findIndex(cut => score >= cut - tolerance);
  return reached < 0 ? cuts.length : reached;
};
