// What bench/load/bluesky.py measures Bluebell beside.
//
//     create-records.mjs PDS HANDLE PASSWORD COUNT     for each line of standard input, prints how many seconds they took

import { createInterface } from "node:readline";
import { AtpAgent } from "@atproto/api";

const [service, identifier, password, count] = process.argv.slice(2);
const agent = new AtpAgent({ service });
await agent.login({ identifier, password });
for await (const round of createInterface({ input: process.stdin })) {
  const begun = performance.now();
  for (let i = 0; i < Number(count); i++) {
    await agent.com.atproto.repo.createRecord({
      repo: agent.did,
      collection: "app.bsky.feed.post",
      record: { $type: "app.bsky.feed.post", text: `record ${i}`, createdAt: new Date().toISOString() },
    });
  }
  console.log((performance.now() - begun) / 1000);
}
