import * as Comlink from "comlink";

import { memoryOf } from "../read/predictionRows.ts";
import { passErrorCodes } from "./errorCodes.ts";
import { Fitting } from "./fitting.ts";
import { Session } from "./session.ts";

const session = new Session();
const fitting = new Fitting();

/** What a worker does for the page. One keeps the table; another, which may be ended at any time, fits and judges. */
const services = {
  open: session.open.bind(session),
  read: session.read.bind(session),
  split: session.split.bind(session),
  parts: (): ReturnType<Session["parts"]> => {
    const parts = session.parts();
    return Comlink.transfer(parts, [...memoryOf(parts.fit), ...memoryOf(parts.judge)]);
  },
  serve: session.serve.bind(session),
  atTemperature: session.atTemperature.bind(session),
  atThreshold: session.atThreshold.bind(session),
  ofUser: session.ofUser.bind(session),
  certify: session.certify.bind(session),
  storeArchive: session.storeArchive.bind(session),
  calibratedTable: session.calibratedTable.bind(session),
  fit: fitting.fit.bind(fitting),
  score: fitting.score.bind(fitting),
  report: fitting.report.bind(fitting),
  reportPage: fitting.reportPage.bind(fitting),
};

export type StudioServices = typeof services;

passErrorCodes();
Comlink.expose(services);
