#!/usr/bin/env node
// The same ranking with polars: one lazy query, whose result is written.
// usage: node with_polars.mjs INDEX TABLE OUTPUT THREADS
//
// Types are given, so that nothing is guessed; all expressions of a level are computed side by side.

import {framework} from './framework.mjs';

const [indexFile, table, output, threads] = process.argv.slice(2);
process.env.POLARS_MAX_THREADS = threads;
const {default: pl} = await import('nodejs-polars');

const {index, low, high, indicators, primary, secondary, total} = framework(indexFile);

/// Min-max over the units; a negative indicator's least value is its best.
function indicatorScore({code, direction}) {
    const value = pl.col(code);
    const rise = value.sub(value.min()).mul(pl.lit(high - low).div(value.max().sub(value.min())));
    return (direction === 'negative' ? pl.lit(high).sub(rise) : pl.lit(low).add(rise)).alias(code);
}

/// Over the children that have a score; null where none has.
function weightedMean({code, children}) {
    if (children.length === 1) return pl.col(children[0].code).alias(code);
    const parts = children.map((child) => pl.col(child.code).mul(child.weight).fillNull(0));
    const weights = children.map((child) => pl.when(pl.col(child.code).isNull()).then(pl.lit(0)).otherwise(pl.lit(child.weight)));
    const sum = parts.reduce((all, part) => all.add(part)), weight = weights.reduce((all, part) => all.add(part));
    return pl.when(weight.gt(0)).then(sum.div(weight)).otherwise(pl.lit(null)).alias(code);
}

/// 1 is the best; the cut belongs to the better one.
function tier({code, tiers}) {
    const below = tiers.cuts.map((cut) => pl.when(pl.col(code).lt(cut)).then(pl.lit(1)).otherwise(pl.lit(0)));
    const bands = below.reduce((all, one) => all.add(one)).add(1);
    return pl.when(pl.col(code).isNull()).then(pl.lit(null)).otherwise(bands).alias('tier');
}

const type = ({measure}) => ['count', 'persons'].includes(measure) ? pl.Int32 : pl.Float64;
const schema = Object.fromEntries([['code', pl.Utf8], ...indicators.map((node) => [node.code, type(node)])]);

const ranking = pl.scanCSV(table, {schema})
    .withColumns(...indicators.map(indicatorScore))
    .select('code', ...secondary.map(weightedMean))
    .select('code', ...primary.map(weightedMean))
    .withColumns(weightedMean(index))
    .select(pl.col(total).rank({method: 'min', descending: true}).alias('rank'), tier(index), pl.col('code'),
            pl.col(total), ...primary.map(({code}) => pl.col(code)))
    .sort(total, true, true)
    .collectSync();
ranking.writeCSV(output);
