// What clients.py measures Bluebell's client beside. Comes over standard input to a Node that runs in e2e/node.
//
//     hash FILE | upload SECRET_KEY FILE SERVER... | publish SECRET_KEY RELAY COUNT

import { openAsBlob } from "node:fs";
import { Actions, computeBlobSha256, createUploadAuth } from "blossom-client-sdk";
import { finalizeEvent } from "nostr-tools/pure";
import { Relay, useWebSocketImplementation } from "nostr-tools/relay";
import { WebSocket } from "ws";

const [what, ...rest] = process.argv.slice(2);
const signWith = (hex) => async (draft) => finalizeEvent(draft, Uint8Array.from(Buffer.from(hex, "hex")));
const seconds = (begun) => console.log((performance.now() - begun) / 1000);

if (what === "hash") {
  const blob = await openAsBlob(rest[0]);
  const begun = performance.now();
  await computeBlobSha256(blob);
  seconds(begun);
} else if (what === "upload") {
  const [key, file, ...servers] = rest;
  const blob = await openAsBlob(file, { type: "application/octet-stream" });
  const onAuth = (server, sha256, type) => createUploadAuth(signWith(key), sha256, { type, servers: server });
  // multiServerUpload would have the others mirror from the first, and gives each of them five seconds.
  await Promise.all(servers.map((server) => Actions.uploadBlob(server, blob, { onAuth })));
} else {
  const [key, address, count] = rest;
  useWebSocketImplementation(WebSocket);
  const sign = signWith(key);
  const relay = await Relay.connect(address);
  const begun = performance.now();
  for (let i = 0; i < Number(count); i++) {
    await relay.publish(await sign({ kind: 1, created_at: Math.floor(Date.now() / 1000), tags: [], content: `note ${i} ${begun}` }));
  }
  seconds(begun);
  relay.close();
}
