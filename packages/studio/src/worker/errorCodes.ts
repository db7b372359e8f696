import * as Comlink from "comlink";

interface Thrown {
  readonly value: unknown;
}

/**
 * Lets the code of an error pass between threads beside its message. Both sides call it once.
 *
 * Comlink hands on only message, name and stack, and puts what it is given back onto an error.
 */
export function passErrorCodes(): void {
  const plain = Comlink.transferHandlers.get("throw") as Comlink.TransferHandler<Thrown, unknown>;
  Comlink.transferHandlers.set("throw", {
    ...plain,
    serialize: (thrown: Thrown) => {
      const { value } = thrown;
      if (!(value instanceof Error) || !("code" in value)) return plain.serialize(thrown);
      const { message, name, code } = value;
      return [{ isError: true, value: { message, name, code } }, []];
    },
  });
}
