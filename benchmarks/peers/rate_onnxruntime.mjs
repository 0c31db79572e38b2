// ONNX Runtime's side of compare.sh: runs one of our ONNX files for a fixed time and prints images a second.
// node rate_onnxruntime.mjs MODEL.onnx COUNT THREADS
import ort from "onnxruntime-node";

const [path, countText, threadsText] = process.argv.slice(2);
const count = Number(countText);
const session = await ort.InferenceSession.create(path, {
  intraOpNumThreads: Number(threadsText),
  interOpNumThreads: 1,
  executionMode: "sequential",
  graphOptimizationLevel: "all",
});
const input = new ort.Tensor("float32", Float32Array.from({ length: count * 784 }, Math.random), [count, 1, 28, 28]);
const feeds = { [session.inputNames[0]]: input };

async function run(seconds) {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let i = 0; i < 8; i++) {
      await session.run(feeds);
    }
    calls += 8;
    elapsed = (performance.now() - start) / 1000;
  }
  return (count * calls) / elapsed;
}

await run(1);
console.log(await run(2));
