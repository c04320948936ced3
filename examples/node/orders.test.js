import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Orders } from "./orders.js";

const event = (version, after, before = null) => ({ version, before, after });
let orders;

beforeEach(() => {
  orders = new Orders();
});

test("state is what is", () => {
  orders.state("7", { status: "pending" }, "1");
  assert.deepEqual(orders.get("7"), { status: "pending" });
  orders.state("7", null, "2");
  assert.equal(orders.get("7"), null);
  assert.equal(orders.size, 0);
});

test("tells an event once, also when the row is gone", () => {
  assert.equal(orders.event("7", event("1", { status: "pending" })), true);
  assert.equal(orders.event("7", event("1", { status: "pending" })), false);
  assert.equal(orders.event("7", event("2", null, { status: "pending" })), true);
  assert.equal(orders.event("7", event("1", { status: "pending" })), false);
  assert.equal(orders.get("7"), null);
});

test("tells the event of a state that came before", () => {
  orders.state("7", { status: "shipped" }, "2");
  assert.equal(orders.event("7", event("2", { status: "shipped" })), true);
});

test("older events are told and do not take the row back", () => {
  orders.state("7", { status: "delivered" }, "3");
  assert.equal(orders.event("7", event("2", { status: "shipped" })), true);
  assert.deepEqual(orders.get("7"), { status: "delivered" });
});

test("older state does not take the row back", () => {
  orders.event("7", event("3", null));
  orders.state("7", { status: "pending" }, "2");
  assert.equal(orders.get("7"), null);
});

test("state without a version holds", () => {
  orders.state("7", { status: "shipped" }, "3");
  orders.state("7", { status: "delivered" });
  assert.deepEqual(orders.get("7"), { status: "delivered" });
});

test("an event without its columns leaves the state", () => {
  orders.state("7", { id: 7 }, "2");
  assert.equal(orders.event("7", { ...event("2", null), oversized: { bytes: 100034, limit: 65536 } }), true);
  assert.deepEqual(orders.get("7"), { id: 7 });
});

test("what is not there after a refill is gone", () => {
  for (const key of ["5", "6", "7"]) {
    orders.state(key, {}, "1");
  }
  orders.beginRefill();
  assert.equal(orders.isRefilling, true);
  orders.state("6", {}, "1");
  orders.event("7", event("2", {}));
  assert.deepEqual(orders.endRefill(), ["5"]);
  assert.equal(orders.size, 2);
  assert.equal(orders.isRefilling, false);
});

test("remembers so many that are gone", () => {
  orders = new Orders({ rememberGone: 1 });
  for (const key of ["6", "7"]) {
    orders.event(key, event("1", null));
  }
  assert.equal(orders.event("7", event("1", null)), false);
  assert.equal(orders.event("6", event("1", null)), true);
});
