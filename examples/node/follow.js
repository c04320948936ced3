#!/usr/bin/env node
// Keeps the rows of a table in memory and prints what happens to them, over TCP or WebSocket:
//   node follow.js [mqtt://127.0.0.1:1883 | ws://127.0.0.1:8083/mqtt] [table]
import mqtt from "mqtt";
import { Orders } from "./orders.js";

const STATUS = "rowcast/status";
const [url = "mqtt://127.0.0.1:1883", table = "orders"] = process.argv.slice(2);
const orders = new Orders();

const client = mqtt.connect(url, {
  protocolVersion: 5,
  username: process.env.MQTT_USERNAME,
  password: process.env.MQTT_PASSWORD,
  keepalive: 15, // seconds
  // Milliseconds. Not the same for all, or all come back at once when a broker has restarted.
  reconnectPeriod: 1000 + Math.random() * 2000,
  reconnectOnConnackError: true,
  resubscribe: false, // below, in an order that matters
});

client.on("connect", () => {
  orders.beginRefill();
  // Two subscriptions, in this order: the broker sends what it retains of the first before what it retains of the second, and
  // Rowcast says "online" behind all rows. So the first "online" says that all of them have come.
  client.subscribe(`${table}/+/+`, { qos: 1 }, sayProblem);
  client.subscribe(STATUS, { qos: 1 }, sayProblem);
});
client.on("offline", () => console.log("connection lost: rows may be out of date"));
client.on("error", sayProblem);
client.on("message", (topic, payload, packet) => {
  try {
    if (topic === STATUS) {
      takeStatus(payload.toString());
    } else {
      takeRow(topic, payload, packet);
    }
  } catch (problem) {
    console.error(`${topic} can not be understood (${problem.message}): ${payload.subarray(0, 200)}`);
  }
});
process.on("SIGINT", () => client.end());

function takeStatus(status) {
  console.log(`feed ${status}`);
  if (status === "online" && orders.isRefilling) {
    const ghosts = orders.endRefill();
    console.log(`${orders.size} rows${ghosts.length > 0 ? `, ${ghosts.length} gone meanwhile` : ""}`);
  }
}

function takeRow(topic, payload, packet) {
  // Keys are percent-encoded, so they contain no slash. They stay text: an id may be larger than a number of JavaScript holds.
  const [kind, key] = topic.split("/").slice(-2);
  if (kind === "state") {
    const row = payload.length > 0 ? JSON.parse(payload) : null;
    orders.state(key, row, packet.properties?.userProperties?.version);
  } else if (payload.length > 0) { // an event that was retained is cleared with an empty payload
    const event = JSON.parse(payload);
    if (orders.event(key, event)) {
      console.log(`${kind} ${key} ${describe(event)}`);
    }
  }
}

function describe({ before, after }) {
  if (!before || !after) {
    return JSON.stringify(after ?? before);
  }
  return Object.keys(after)
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `${name}: ${JSON.stringify(before[name])} -> ${JSON.stringify(after[name])}`)
    .join(", ");
}

function sayProblem(problem) {
  if (problem) {
    console.error(`${problem.message || problem.code || problem}; trying again`);
  }
}
