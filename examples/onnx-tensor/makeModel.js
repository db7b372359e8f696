// @ts-check
/// <reference types="node" />

// Writes model.onnx: probabilities = Softmax(features · weights + bias), in 32-bit floats.
// ONNX is protobuf, and a model this small needs only two of its wire types, so they are written by hand.
//
//     node examples/onnx-tensor/makeModel.js [file]

import { writeFile } from "node:fs/promises";

const features = ["typing", "scrolling", "microphone"];
const classes = ["Write", "Read", "Meet"];
const weights = [
  [6, -2, -2],
  [-1, 5, -1],
  [-2, -1, 6],
];
const bias = [0, 0.5, 0];

// The field numbers are those of onnx.proto3.
const graph = [
  message(1, [text(1, "features"), text(1, "weights"), text(1, "bias"), text(2, "logits"), text(4, "Gemm")]),
  message(1, [text(1, "logits"), text(2, "probabilities"), text(4, "Softmax")]),
  text(2, "activity"),
  message(5, tensor("weights", [features.length, classes.length], weights.flat())),
  message(5, tensor("bias", [classes.length], bias)),
  message(11, floatMatrix("features", features.length)),
  message(12, floatMatrix("probabilities", classes.length)),
];
const model = Buffer.concat([
  integer(1, 8), // the version of the file format
  text(2, "makeModel.js"),
  message(7, graph),
  message(8, [text(1, ""), integer(2, 13)]), // the standard operators, version 13
]);

const file = process.argv[2] ?? new URL("model.onnx", import.meta.url);
await writeFile(file, model);
console.log(`${model.length} bytes`);

/** A constant: its name, shape and 32-bit floats. */
function tensor(/** @type {string} */ name, /** @type {number[]} */ dims, /** @type {number[]} */ values) {
  const data = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) data.writeFloatLE(value, 4 * i);
  return [...dims.map((size) => integer(1, size)), integer(2, 1), text(8, name), bytes(9, data)];
}

/** The type of an input or output: any number of rows, so many columns, 32-bit floats. */
function floatMatrix(/** @type {string} */ name, /** @type {number} */ columns) {
  const shape = [message(1, [text(2, "rows")]), message(1, [integer(1, columns)])];
  return [text(1, name), message(2, [message(1, [integer(1, 1), message(2, shape)])])];
}

function message(/** @type {number} */ field, /** @type {Uint8Array[]} */ fields) {
  return bytes(field, Buffer.concat(fields));
}

function text(/** @type {number} */ field, /** @type {string} */ value) {
  return bytes(field, Buffer.from(value));
}

/** Wire type 2: a length, then the bytes. */
function bytes(/** @type {number} */ field, /** @type {Uint8Array} */ content) {
  return Buffer.concat([varint(8 * field + 2), varint(content.length), content]);
}

/** Wire type 0: a number. */
function integer(/** @type {number} */ field, /** @type {number} */ value) {
  return Buffer.concat([varint(8 * field), varint(value)]);
}

/** Seven bits a byte, the lowest first; the eighth bit says that more follow. */
function varint(/** @type {number} */ value) {
  const digits = [];
  for (; value > 127; value >>>= 7) digits.push((value & 127) | 128);
  return Buffer.from([...digits, value]);
}
