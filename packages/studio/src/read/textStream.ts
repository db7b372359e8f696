import { CalibrationError } from "calibrated";

/** A piece of a text file. */
export interface TextPiece {
  readonly text: string;
  /** The share of the file that has been read so far, in (0, 1]. */
  readonly progress: number;
  readonly isLast: boolean;
}

/** The text of a file, piece by piece, decompressed where its name ends in `.gz`. It must be UTF-8. */
export async function* textStream(file: File): AsyncGenerator<TextPiece> {
  let bytesRead = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller): void {
      bytesRead += bytes.length;
      controller.enqueue(bytes);
    },
  });
  const bytes = file.stream().pipeThrough(counted);
  const plain = /\.gz$/i.test(file.name) ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
  const reader = plain.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let waiting: string[] = [];
  let waitingLength = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = decoder.decode(value, { stream: !done });
      waiting.push(text);
      waitingLength += text.length;
      if (!done && waitingLength < pieceLength) continue;
      yield { text: waiting.join(""), progress: file.size === 0 ? 1 : bytesRead / file.size, isLast: done };
      if (done) return;
      waiting = [];
      waitingLength = 0;
    }
  } catch (error) {
    if (error instanceof TypeError) throw notText(file, error);
    throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Streams come in small chunks; a parser likes longer ones. */
const pieceLength = 1_000_000;

function notText(file: File, cause: TypeError): CalibrationError {
  const isGzipped = /\.gz$/i.test(file.name);
  return new CalibrationError(
    "invalid-field",
    {
      problem: "Cannot read a table",
      expected: isGzipped ? "a whole gzip file of text in UTF-8" : "text in UTF-8",
      found: isGzipped ? "something else, or a file that is cut off" : "bytes that are none",
      file: file.name,
    },
    { cause },
  );
}
