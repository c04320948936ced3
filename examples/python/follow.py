#!/usr/bin/env python3
"""Keeps the rows of a table in memory and prints what happens to them. Runs with paho-mqtt 2 and with Debian's 1.6."""

from __future__ import annotations  # Python 3.8 and later

import argparse
import json
import os
import random
import sys

import paho.mqtt.client as mqtt

from orders import Orders

STATUS = "rowcast/status"


class Follower:
    """Paho's callbacks, all of them on the thread of loop_forever()."""

    def __init__(self, table: str):
        self.table = table
        self.orders = Orders()

    def on_connect(self, client, _userdata, _flags, reason, _properties=None):
        if reason != 0:
            say_problem(f"the broker refuses the connection: {reason}; trying again")
            return
        self.orders.begin_refill()
        # Two subscriptions, in this order: the broker sends what it retains of the first before what it retains of the
        # second, and Rowcast says "online" behind all rows. So the first "online" says that all of them have come.
        client.subscribe(f"{self.table}/+/+", qos=1)
        client.subscribe(STATUS, qos=1)

    def on_disconnect(self, _client, _userdata, *_details):
        say("connection lost: rows may be out of date")

    def on_message(self, _client, _userdata, message):
        try:
            if message.topic == STATUS:
                self.take_status(message)
            else:
                self.take_row(message)
        except (ValueError, KeyError, TypeError) as problem:
            say_problem(f"{message.topic} can not be understood ({problem!r}): {message.payload[:200]!r}")

    def take_status(self, message):
        status = message.payload.decode()
        say(f"feed {status}")
        if status == "online" and self.orders.is_refilling:
            ghosts = self.orders.end_refill()
            say(f"{len(self.orders)} rows" + (f", {len(ghosts)} gone meanwhile" if ghosts else ""))

    def take_row(self, message):
        # Keys are percent-encoded, so they contain no slash.
        kind, key = message.topic.rsplit("/", 2)[1:]
        if kind == "state":
            row = json.loads(message.payload) if message.payload else None
            self.orders.state(key, row, user_property(message, "version"))
        elif message.payload:  # an event that was retained is cleared with an empty payload
            event = json.loads(message.payload)
            if self.orders.event(key, event):
                say(f"{kind} {key} {describe(event)}")


def user_property(message, name: str) -> str:
    pairs = getattr(getattr(message, "properties", None), "UserProperty", [])
    return dict(pairs).get(name, "")


def describe(event: dict) -> str:
    before, after = event["before"] or {}, event["after"] or {}
    if not before or not after:
        return json.dumps(after or before, ensure_ascii=False)
    changed = [f"{name}: {before.get(name)!r} -> {value!r}" for name, value in after.items() if before.get(name) != value]
    return ", ".join(changed)


def say(text: str):
    print(text, flush=True)


def say_problem(text: str):
    print(text, file=sys.stderr, flush=True)


def new_client() -> mqtt.Client:
    # Paho 2 wants to be told which callbacks it is to call; those of version 2 are what 1.6 calls for MQTT 5.
    versions = [mqtt.CallbackAPIVersion.VERSION2] if hasattr(mqtt, "CallbackAPIVersion") else []
    return mqtt.Client(*versions, protocol=mqtt.MQTTv5)


def main():
    options = argparse.ArgumentParser(description=__doc__, epilog="MQTT_USERNAME and MQTT_PASSWORD are used if they are set.")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=1883)
    options.add_argument("--tls-ca", metavar="FILE", help="connect with TLS; the PEM file of the CA that signed the broker")
    options.add_argument("--table", default="orders")
    chosen = options.parse_args()

    follower = Follower(chosen.table)
    client = new_client()
    client.on_connect, client.on_disconnect = follower.on_connect, follower.on_disconnect
    client.on_message = follower.on_message
    if os.environ.get("MQTT_USERNAME"):
        client.username_pw_set(os.environ["MQTT_USERNAME"], os.environ.get("MQTT_PASSWORD"))
    if chosen.tls_ca:
        client.tls_set(chosen.tls_ca)
    # Seconds, doubled with each attempt. Not the same for all, or all come back at once when a broker has restarted.
    client.reconnect_delay_set(min_delay=random.uniform(1, 3), max_delay=30)
    client.connect_async(chosen.host, chosen.port, keepalive=15, clean_start=True)
    try:
        client.loop_forever(retry_first_connection=True)
    except KeyboardInterrupt:
        client.disconnect()


if __name__ == "__main__":
    main()
