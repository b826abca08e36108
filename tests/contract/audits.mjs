// Runs the audits of the npm package graphql-http against a running server; ends with 1 unless every one is ok.
//
//   npm install --prefix /tmp/audits graphql-http@1 graphql@16
//   NODE_PATH=/tmp/audits/node_modules node tests/contract/audits.mjs http://127.0.0.1:8000/graphql [TOKEN]

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv, cwd, exit, stderr, stdout } from 'node:process';

const [url, token] = argv.slice(2);
if (!url) {
  stderr.write('usage: node audits.mjs URL [TOKEN]\n');
  exit(2);
}

// require() also looks into NODE_PATH, which import does not.
const { auditServer } = createRequire(join(cwd(), 'audits.mjs'))('graphql-http');

const fetchFn = (address, options = {}) =>
  fetch(address, {
    ...options,
    headers: { ...options.headers, ...(token && { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(10_000),
  });

const results = await auditServer({ url, fetchFn });
for (const { id, name, status, reason } of results) {
  if (status !== 'ok') stdout.write(`${status.padEnd(6)} ${id} ${name}: ${reason}\n`);
}
const good = results.filter(({ status }) => status === 'ok').length;
stdout.write(`${good} of ${results.length} audits ok\n`);
exit(results.length === 61 && good === results.length ? 0 : 1);
