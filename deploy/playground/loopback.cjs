// Loaded before the Playground (node --require). Two things that it does not do itself:
// it would listen on every interface, and it would live on if whoever started it were killed.
"use strict";

const net = require("node:net");

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function listenOnLoopback(...args) {
  const [port, ...rest] = args;
  if (typeof port === "number" || typeof port === "string") {
    const others = rest.filter((value) => typeof value !== "string");
    return listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...others);
  }
  if (port !== null && typeof port === "object" && "port" in port) {
    return listen.call(this, { ...port, host: "127.0.0.1" }, ...rest);
  }
  return listen.apply(this, args);
};

if (process.env.STOP_WITH_STDIN === "1") {
  process.stdin.resume();
  process.stdin.on("end", () => process.exit(0));
  process.stdin.on("error", () => process.exit(0));
}
