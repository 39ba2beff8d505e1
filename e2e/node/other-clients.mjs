// Runs a Blossom client that is not ours through everything it can do, and prints one line of JSON a step.
//
//     node other-clients.mjs blossom-client-sdk|nostr-tools SERVER OTHER_SERVER

import { randomUUID } from "node:crypto";
import { Actions, createDeleteAuth, createMirrorAuth, createUploadAuth } from "blossom-client-sdk";
import { BlossomClient } from "nostr-tools/nipb7";
import { finalizeEvent, generateSecretKey, getPublicKey } from "nostr-tools/pure";

const [client, server, other] = process.argv.slice(2);
const secretKey = generateSecretKey();
const sign = async (draft) => finalizeEvent(draft, secretKey);
const texts = Array.from({ length: 5 }, () => `a text for ${client}: ${randomUUID()}\n`);
const blobs = texts.map((text) => new Blob([text], { type: "text/plain" }));

function say(step, facts) {
  console.log(JSON.stringify({ step, ...facts }));
}

async function blossomClientSdk() {
  const onAuth = (at, sha256, type) => createUploadAuth(sign, sha256, { type, servers: at });
  const upload = (blob) => Actions.uploadBlob(server, blob, { onAuth });

  const first = await upload(blobs[0]);
  say("upload", { descriptor: first, size: blobs[0].size });
  say("upload again", { descriptor: await upload(blobs[0]) });

  const all = [first];
  for (const blob of blobs.slice(1)) all.push(await upload(blob));
  const listed = [];
  for await (const page of Actions.iterateBlobs(server, getPublicKey(secretKey), { limit: 2 })) {
    listed.push(page.map((one) => one.sha256));
  }
  say("list", { uploaded: all.map((one) => one.sha256), pages: listed });

  say("download", { sent: texts[0], received: await (await Actions.downloadBlob(server, first.sha256)).text() });

  const mirrored = await Actions.mirrorBlob(other, first, {
    onAuth: (at, sha256) => createMirrorAuth(sign, sha256, { servers: at }),
  });
  say("mirror", { descriptor: mirrored, there: await Actions.hasBlob(other, first.sha256) });

  const report = await sign({
    kind: 1984,
    created_at: Math.floor(Date.now() / 1000),
    tags: [["x", first.sha256, "malware"]],
    content: "this is a test",
  });
  say("report", { taken: (await Actions.reportBlobs([server], report)).get(server) });

  const deleted = await Actions.deleteBlob(server, first.sha256, {
    onAuth: (at, sha256) => createDeleteAuth(sign, sha256, { servers: at }),
  });
  say("delete", { deleted, there: await Actions.hasBlob(server, first.sha256) });
}

async function nostrTools() {
  const signer = { signEvent: sign, getPublicKey: async () => getPublicKey(secretKey) };
  const here = new BlossomClient(server, signer);
  const there = new BlossomClient(other, signer);
  const has = (at, hash) => at.check(hash).then(() => true, () => false);

  const first = await here.uploadBlob(blobs[0]);
  say("upload", { descriptor: first, size: blobs[0].size });
  say("upload again", { descriptor: await here.uploadBlob(blobs[0]) });
  say("list", { uploaded: [first.sha256], pages: [(await here.list()).map((one) => one.sha256)] });
  say("download", { sent: texts[0], received: await (await here.downloadAsBlob(first.sha256)).text() });
  say("mirror", { descriptor: await there.mirror(first.url), there: await has(there, first.sha256) });
  await here.delete(first.sha256);
  say("delete", { deleted: true, there: await has(here, first.sha256) });
}

await { "blossom-client-sdk": blossomClientSdk, "nostr-tools": nostrTools }[client]();
