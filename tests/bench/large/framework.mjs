// What the queries of the built-in index are made from, for the tools that run in node.

import {readFileSync} from 'node:fs';

const leaves = (node) => node.children?.flatMap(leaves) ?? [node];

/// The nodes of an index by level, its range of scores and the code of its total.
export function framework(file) {
    const index = JSON.parse(readFileSync(file, 'utf8'));
    const [low, high] = index.normalisation.range;
    const primary = index.children;
    return {index, low, high, indicators: leaves(index), primary,
            secondary: primary.flatMap((node) => node.children), total: index.code};
}
