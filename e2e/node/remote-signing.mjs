// Has an event signed by a bunker (NIP-46) with nostr-tools, and prints what came of it as a line of JSON.
//
//     node remote-signing.mjs BUNKER_ADDRESS

import { BunkerSigner, parseBunkerInput } from "nostr-tools/nip46";
import { SimplePool, useWebSocketImplementation } from "nostr-tools/pool";
import { generateSecretKey } from "nostr-tools/pure";
import WebSocket from "ws";

useWebSocketImplementation(WebSocket);

// Its pattern for addresses knows fewer characters than a URL may have.
const address = new URL(process.argv[2]);
const bunker = {
  pubkey: address.host,
  relays: address.searchParams.getAll("relay"),
  secret: address.searchParams.get("secret"),
};
const signer = BunkerSigner.fromBunker(generateSecretKey(), bunker, { pool: new SimplePool() });

await signer.connect();
await signer.ping();
const user = await signer.getPublicKey();
const event = await signer.signEvent({ kind: 1, created_at: 1700000000, tags: [["t", "cats"]], content: "hello" });
const parsed = (await parseBunkerInput(process.argv[2])) !== null;
console.log(JSON.stringify({ user, event, parsed }));
process.exit(0);
