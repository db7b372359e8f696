// The probabilities of a table, of either side, for comparison.
import { saveResult, workArguments } from "../measure.js";
import { openDatabase } from "../parquet.js";

const [file] = workArguments;
const connection = await openDatabase();
const read = await connection.runAndReadAll(`SELECT COLUMNS('^p_.*') FROM '${file}' LIMIT 100000`);
const columns = read.getColumns().map((column) => column.map(Number));
saveResult(() => columns.flat());
