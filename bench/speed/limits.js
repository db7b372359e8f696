/**
 * What stands in the way where a target is missed, and what was tried, by the name of the work. Shown only where it is missed.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const limits = {
  "temperature-apply":
    "A logarithm takes 2.8 ns and a power 2.6 ns a value in the 128-bit SIMD that WebAssembly has, 43 ms for these 8,000,000; " +
    "the rest is checking that rows are probabilities, dividing by sums, and writing 64 MB. Constants in memory and rounding " +
    "by adding 1.5 · 2^52 brought the two functions down from 3.7 and 4.4 ns; one loop in the place of three took twice as " +
    "long; checking rows in one flat loop saved 12 ms.",
  "temperature-apply-wide": "The same two functions a value.",
  "temperature-fit":
    "Each pass over all rows is a logarithm and a power a value and four sums a row. There are two, and one for the NLL " +
    "before: a sample says where to start, and the last step is taken on trust of its third order. Keeping the logarithms of " +
    "so many rows for the second pass took as long as computing them again.",
  "temperature-fit-wide": "The same passes.",
  "isotonic-fit":
    "Half of it is the radix sort, in WebAssembly, of 16 MB that no cache holds; a third is making the keys, in memory that is new.",
  "isotonic-fit-tied": "As above.",
  "isotonic-apply":
    "In WebAssembly a value takes 6 ns, most of it waiting for tables that fit no first-level cache, and for two divisions; " +
    "checking that rows are probabilities and copying are a third of the time. Plain loops took twice as long.",
  "structured-matrix-fit":
    "Fourteen passes over all rows, from where a Newton search on a sample of 800 rows ended and with the curvature there, are " +
    "more than half of the time: 220 products and ten powers a row, in plain JavaScript against a compiled matrix product.",
  "users-fit-shuffled":
    "The rows of a user lie all over 320 MB, and finding them takes as long as the fit. Fetching sixteen rows at a time made " +
    "that 2.6 times as fast; sorting the rows by their place in memory first did not pay.",
  "users-fit-grouped":
    "Users' rows are read where they stand, and their logarithms are taken once; what is left is a power a value and four sums " +
    "a row for each step. With 500 rows there is no sample to start from.",
  "users-apply":
    "Finding the calibrator of each row by the text of its user's id takes 39 of 140 ms; NumPy gets its users numbered. The " +
    "rest is that of one temperature, with a power by row.",
  "users-pooled":
    "A pooled fit is many fits: of the population without each fifth of the users and with all, and of each user with all " +
    "rows and without each fifth of them, which is what shows whom it would make worse. Reading users where they stand, logarithms " +
    "kept between these fits, and no normalisation where a fit does not see it halved its time and more.",
  "command-fit-isotonic":
    "Half of it is the ten fits and the NLL of all rows, a quarter reading, the rest starting Node and the database. One pass " +
    "makes a class's keys, all classes go through the same 16 MB, and the NLL is summed up without a copy of the table: that " +
    "brought it down from 3.4 s and 323 MB.",
  "command-apply":
    "Half of it is the database encoding Parquet, a third calibrating, the rest starting. Columns with more than 4,000 values in a " +
    "group of rows are no longer tried as dictionaries, which took half a second; two threads of the database were no faster, " +
    "since our function of rows is called by one of them at a time.",
  "import-apply":
    "Node finds and loads a package of one empty file in 3 ms here. What serves is one file of 35 kB and one that names what is " +
    "public of it; it was twelve files, and took 11 ms.",
};
