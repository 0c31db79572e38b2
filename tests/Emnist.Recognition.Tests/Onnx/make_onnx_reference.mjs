// Runs all models in ONNX Runtime and writes reference.json: the last step of make_onnx_reference.sh.
import fs from 'node:fs';
import path from 'node:path';
import ort from 'onnxruntime-node';

const [folder, torchFile] = process.argv.slice(2);
const torch = JSON.parse(fs.readFileSync(torchFile));
const shapes = {
  image: [9, 6, 2], transposed: [3, 5, 1], pooled: [5, 8, 3], vector: [11], torch_cnn: [10, 8, 1], torch_pooled: [7, 9, 2],
  torch_residual: [9, 7, 2], windows: [8, 11, 4], torch_separable: [7, 9, 2],
};
const count = 3;
const lines = [];
for (const [name, shape] of Object.entries(shapes)) {
  const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]];
  const data = new Float32Array(count * height * width * channels);
  let i = 0;
  for (let n = 0; n < count; n++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++)
          data[((n * channels + c) * height + y) * width + x] = (37 * i++ % 256) / 255;
  const session = await ort.InferenceSession.create(path.join(folder, `${name}.onnx`));
  const dims = shape.length === 3 ? [count, channels, height, width] : [count, channels];
  const results = await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', data, dims) });
  const logits = Array.from(results[session.outputNames[0]].data);
  for (const [j, value] of (torch[name] ?? []).entries())
    if (!(Math.abs(value - logits[j]) < 1e-5)) throw new Error(`${name}: PyTorch ${value}, ONNX Runtime ${logits[j]}`);
  lines.push(`  ${JSON.stringify(name)}: ${JSON.stringify((torch[name] ?? logits).map(value => +value.toPrecision(9)))}`);
}
fs.writeFileSync(path.join(folder, 'reference.json'), `{\n${lines.join(',\n')}\n}\n`);
