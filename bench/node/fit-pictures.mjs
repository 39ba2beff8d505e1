// For each line of standard input, fits the picture SOURCE into SIDE pixels at quality 80, as TARGET, by sharp, and prints how
// many milliseconds of the processor that took, in all threads.
import { createInterface } from "node:readline";
import sharp from "sharp";

const [source, side, target] = process.argv.slice(2);
sharp.cache(false);
sharp.concurrency(1);
for await (const _ of createInterface({ input: process.stdin })) {
  const begun = process.cpuUsage();
  await sharp(source)
    .rotate()
    .resize(+side, +side, { fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toFile(target);
  const { user, system } = process.cpuUsage(begun);
  console.log((user + system) / 1000);
}
