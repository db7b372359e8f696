/**
 * What stands in the way where a target is missed, and what was tried, by the name of the work. Shown only where it is missed.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const limits = {
  "temperature-apply":
    "Of 32 ms 9 are logarithms and 11 powers and sums, in the 128-bit SIMD that WebAssembly has, 4 checking that rows are " +
    "probabilities, and the rest moving 64 MB in and out. A call that throws leaves the memory as it was, so all rows are " +
    "checked before the first is written, and read twice. Checking in WebAssembly, reading rows where they stand and not from " +
    "a copy, and powers and sums in one loop were tried: 1 ms together. Constants in memory, rounding by adding 1.5 · 2^52 and " +
    "counting exponents in steps of the table brought a third off both functions; copying 16 blocks at once and checking four " +
    "values at a time another 4 ms.",
  "temperature-apply-wide": "The same two functions a value.",
  "temperature-fit":
    "Two thirds are one pass over all rows, a logarithm, a power and eight products a value and a series a row, from which " +
    "the optimum follows to rounding: two samples lead close to it. The rest is checking the rows and taking the samples. Two " +
    "passes of fewer sums took half as long again.",
  "temperature-fit-wide":
    "Two passes of a logarithm, a power and three products a value. Of 100,000 rows a sample that leads so close that one " +
    "pass is enough would be most of them.",
  "isotonic-fit":
    "Half of it is the radix sort, in WebAssembly, of 16 MB that no cache holds; a third is making the keys, in memory that is new.",
  "isotonic-fit-tied": "As above.",
  "isotonic-apply":
    "In WebAssembly a value takes 6 ns, most of it waiting for tables that fit no first-level cache, and for two divisions; " +
    "checking that rows are probabilities and copying are a third of the time. Plain loops took twice as long.",
  "structured-matrix-fit":
    "Fourteen passes over all rows, from where a Newton search on a sample of 800 rows ended and with the curvature there, are a " +
    "third of the time: 220 products and ten powers a row, two classes at a time in WebAssembly. The Hessians of the sample and " +
    "the NLLs before and after are the rest.",
  "users-fit-shuffled":
    "The rows of a user lie all over 320 MB, and finding them takes two fifths of the time. Adding up the ends of 64 rows before any " +
    "of them is copied, so that memory looks for all at once, made that four times as fast; putting groups of users together first, " +
    "in parts that a cache holds, did not pay.",
  "users-fit-grouped":
    "Users' rows are copied once into WebAssembly, where their logarithms are taken. Each is asked for the slope's series where a " +
    "sample says that the temperature of all is, what they say together is the global fit, and for most of them a second look is " +
    "the last: two thirds of the time. The rest is the table and grouping.",
  "users-apply":
    "Finding the calibrator of each row by the text of its user's id takes a third of the time, 20 ns a row, whether by a Map or an " +
    "object of properties; NumPy gets its users numbered. The rest is that of one temperature, with a power by row. Of a million " +
    "users the ids fit no cache, and finding one takes 160 ns: hence the last step of the growth below.",
  "users-pooled":
    "Separate fits find the rows of a user from all over 320 MB and ask for one series and one sum. Pooling deals them to fifths by " +
    "their contents as well, a sixth of the time, and asks each fifth for two or three series, a quarter of it: from these follow " +
    "the fits of the population, of the user, and of both without each fifth. It took 2.9 s and then 2.0; separate fits gained more.",
  "command-fit-isotonic":
    "Half of it is the ten fits and the NLL of all rows, a quarter reading, the rest starting Node and the database. One pass " +
    "makes a class's keys, all classes go through the same 16 MB, and the NLL is summed up without a copy of the table: that " +
    "brought it down from 3.4 s and 323 MB.",
  "command-apply":
    "A quarter is starting Node and the database, a tenth flushing the file and removing the one that was there. The rest is two " +
    "threads of the database that read and encode Parquet, and ours that calibrates, on two processors: 0.78 s of work in 0.54 s. " +
    "Columns with more than 4,000 values in a group of rows are no longer tried as dictionaries, which took half a second. Two " +
    "threads gain a fifth since rows are no longer numbered, which the database does on one; three gain nothing, and neither do " +
    "other codecs, arrays in the place of lists, or flushing while it is written.",
  "import-apply":
    "Node finds and loads a package of one empty file in 3 ms here. What serves is one file of 35 kB and one that names what is " +
    "public of it; it was twelve files, and took 11 ms.",
};
