// What bluesky.py measures Bluebell beside. Comes over standard input to a Node that runs in bench/node.
//
//     PDS HANDLE PASSWORD COUNT

import { AtpAgent } from "@atproto/api";

const [service, identifier, password, count] = process.argv.slice(2);
const agent = new AtpAgent({ service });
await agent.login({ identifier, password });
const create = (text) =>
  agent.com.atproto.repo.createRecord({
    repo: agent.did,
    collection: "app.bsky.feed.post",
    record: { $type: "app.bsky.feed.post", text, createdAt: new Date().toISOString() },
  });
for (let i = 0; i < Number(count); i++) await create(`before ${i}`);
const begun = performance.now();
for (let i = 0; i < Number(count); i++) await create(`record ${i}`);
console.log((performance.now() - begun) / 1000);
process.exit(0);
