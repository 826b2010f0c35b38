// One runner in a process of its own: node once.mjs RUNNER FILE REPETITIONS. Prints one line of JSON.
//
// A runner exports `load(file)`, for what the job finds in memory when it begins, and `job(file, loaded)`, which is measured
// and returns what it counted.

const [, , name, file, repetitions] = process.argv;
const { load = () => undefined, job, memory = () => 0 } = await import(`./runners/${name}.mjs`);
const milliseconds = [];
const processor = [];
let result;
for (let round = 0; round < Number(repetitions); round += 1) {
  const loaded = await load(file);
  const [before, used] = [performance.now(), process.cpuUsage()];
  result = await job(file, loaded);
  milliseconds.push(performance.now() - before);
  const { user, system } = process.cpuUsage(used);
  processor.push((user + system) / 1000);
}
const resident = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`\n${JSON.stringify({ milliseconds, processor, result, memory: memory(), resident })}\n`);
