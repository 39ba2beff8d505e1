// Encrypts and decrypts (NIP-44) with nostr-tools. Each line of standard input is a JSON object with a secret key, a public
// key and either a text or a message; the answer is a line with the other one.

import { createInterface } from "node:readline";
import { decrypt, encrypt, getConversationKey } from "nostr-tools/nip44";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, publicKey, text, message } = JSON.parse(line);
  const key = getConversationKey(Buffer.from(secret, "hex"), publicKey);
  console.log(JSON.stringify(message === undefined ? { message: encrypt(text, key) } : { text: decrypt(message, key) }));
}
