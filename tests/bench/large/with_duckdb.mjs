#!/usr/bin/env node
// The same ranking with DuckDB: one COPY of one query.
// usage: node with_duckdb.mjs INDEX TABLE OUTPUT THREADS
//
// Of the ways tried this took the least time: types given, so that nothing is guessed, whole numbers where the
// index counts; rows read once, in parallel, into a materialised query (a temporary table and reading the file
// twice took longer) and in any order (preserve_insertion_order off).

import {DuckDBInstance} from '@duckdb/node-api';

import {framework} from './framework.mjs';

const [indexFile, table, output, threads] = process.argv.slice(2);
const {index, low, high, indicators, primary, secondary, total} = framework(indexFile);

const list = (nodes, text) => nodes.map(text).join(', ');
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

const bounds = ({code}) => `min(${code}) AS ${code}_least, max(${code}) AS ${code}_greatest`;

/// Min-max over the units; a negative indicator's least value is its best.
function indicatorScore({code, direction}) {
    const slope = `(${high - low} / (${code}_greatest - ${code}_least))`;
    const rise = `(${code} - ${code}_least) * ${slope}`;
    return `${direction === 'negative' ? `${high} -` : `${low} +`} ${rise} AS ${code}`;
}

/// Over the children that have a score; NULL where none has.
function weightedMean({code, children}) {
    if (children.length === 1) return `${children[0].code} AS ${code}`;
    const sum = children.map((child) => `coalesce(${child.weight} * ${child.code}, 0)`).join(' + ');
    const measured = children.map((child) => `if(${child.code} IS NULL, 0, ${child.weight})`).join(' + ');
    return `(${sum}) / nullif(${measured}, 0) AS ${code}`;
}

/// 1 is the best; the cut belongs to the better one.
function tier({code, tiers}) {
    const bands = tiers.cuts.map((cut, i) => `WHEN ${code} >= ${cut} THEN ${i + 1}`).join(' ');
    return `CASE WHEN ${code} IS NULL THEN NULL ${bands} ELSE ${tiers.cuts.length + 1} END AS tier`;
}

const type = ({measure}) => ['count', 'persons'].includes(measure) ? 'INTEGER' : 'DOUBLE';
const columns = `{'code': 'VARCHAR', ${list(indicators, (node) => `'${node.code}': '${type(node)}'`)}}`;
const sorted = `ORDER BY ${total} DESC NULLS LAST`;

const query = `
    COPY (
        WITH measured AS MATERIALIZED (
            FROM read_csv(${quoted(table)}, header = true, auto_detect = false, delim = ',', quote = '"',
                          columns = ${columns})),
        bounds AS (SELECT ${list(indicators, bounds)} FROM measured),
        by_indicator AS (SELECT code, ${list(indicators, indicatorScore)} FROM measured, bounds),
        by_secondary AS (SELECT code, ${list(secondary, weightedMean)} FROM by_indicator),
        by_primary AS (SELECT code, ${list(primary, weightedMean)} FROM by_secondary),
        in_total AS (SELECT *, ${weightedMean(index)} FROM by_primary)
        SELECT if(${total} IS NULL, NULL, rank() OVER (${sorted})) AS rank, ${tier(index)}, code, ${total},
               ${list(primary, ({code}) => code)}
        FROM in_total ${sorted})
    TO ${quoted(output)} (FORMAT csv, HEADER)`;

const database = await DuckDBInstance.create(':memory:');
const connection = await database.connect();
await connection.run(`SET threads TO ${Number(threads)}`);
await connection.run('SET preserve_insertion_order = false');
await connection.run(query);
