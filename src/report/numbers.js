// Numbers as the program rounds and writes them: half up in decimal, from 15 significant digits.

/** The number as digits x 10^exponent, digits a BigInt. */
const toDecimal = number => {
  const [mantissa, exponent] = Math.abs(number).toExponential(14).split('e');
  return {negative: number < 0, digits: BigInt(mantissa.replace('.', '')), exponent: Number(exponent) - 14};
};

const roundDecimal = (decimal, digits) => {
  const dropped = -(digits + decimal.exponent);
  if (dropped <= 0) return decimal;
  if (dropped > 15) return {negative: false, digits: 0n, exponent: 0};
  const unit = 10n ** BigInt(dropped);
  const twiceRest = decimal.digits % unit * 2n;
  const away = decimal.negative ? twiceRest > unit : twiceRest >= unit;
  const rounded = decimal.digits / unit + (away ? 1n : 0n);
  return rounded === 0n ? {negative: false, digits: 0n, exponent: 0}
    : {negative: decimal.negative, digits: rounded, exponent: decimal.exponent + dropped};
};

const toNumber = decimal => Number((decimal.negative ? '-' : '') + decimal.digits + 'e' + decimal.exponent);

const roundHalfUp = (number, digits) => toNumber(roundDecimal(toDecimal(number), digits));

const decimalText = (decimal, digits) => {
  const places = Math.max(digits, 0);
  let text = decimal.digits + '0'.repeat(Math.max(decimal.exponent + places, 0));
  if (text.length <= places) text = '0'.repeat(places + 1 - text.length) + text;
  if (places > 0) text = text.slice(0, -places) + '.' + text.slice(-places);
  return (decimal.negative ? '−' : '') + text;
};

/** The number with so many decimals, or with as many more as keep it on its side of every cut. */
const fixed = (number, digits, cuts = []) => {
  const exact = toDecimal(number);
  let shown = digits;
  for (let more = digits; more < 15 && cuts.length > 0; ++more) {
    const near = toNumber(roundDecimal(exact, more));
    if (cuts.every(cut => (number >= cut) === (near >= cut))) { shown = more; break; }
  }
  return decimalText(roundDecimal(exact, shown), shown);
};
