#!/usr/bin/env python3
"""
Holds the YAML files here, and Rowcast's discovery message, to what a running Rowcast publishes: check.py FILE, the output of

    mosquitto_sub -v -t 'orders/#' -t 'rowcast/+' -t 'homeassistant/#'

It is no Home Assistant: it evaluates the templates with Jinja, as Home Assistant does, and knows of the MQTT integration's
documentation the fields that are used here.
"""

import json
import re
import sys
from pathlib import Path

import yaml
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = Path(__file__).parent
# https://www.home-assistant.io/integrations/mqtt/ (device discovery), /integrations/sensor.mqtt/, /integrations/binary_sensor.mqtt/
COMMON_FIELDS = {"platform", "unique_id", "name", "state_topic", "value_template", "availability_topic", "device_class", "icon",
                 "payload_available", "payload_not_available", "json_attributes_topic", "json_attributes_template"}
FIELDS = {
    "sensor": COMMON_FIELDS | {"unit_of_measurement", "state_class", "options"},
    "binary_sensor": COMMON_FIELDS | {"payload_on", "payload_off"},
}
DEVICE_FIELDS = {"identifiers", "name", "sw_version"}
ORIGIN_FIELDS = {"name", "sw_version"}
# https://www.home-assistant.io/integrations/sensor/#device-class
UNITS = {"duration": {"d", "h", "min", "s", "ms", "µs"}, "enum": {None}, "monetary": {"EUR"}}
BINARY_CLASSES = {None, "connectivity"}
STATE_CLASSES = {None, "measurement"}

problems = []


def check(holds, what):
    if not holds:
        problems.append(what)


def read_messages(file):
    """Every message by topic, in the order in which they came."""
    messages = {}
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        topic, _, payload = line.partition(" ")
        messages.setdefault(topic, []).append("" if payload == "(null)" else payload)
    return messages


def jinja():
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    environment.filters["float"] = float  # Home Assistant's raises where there is no number, Jinja's does not
    return environment


def render(template, **variables):
    try:
        return jinja().from_string(template).render(**variables).strip()
    except (TemplateError, ValueError) as problem:
        check(False, f"{template}: {problem}")
        return ""


def value_variables(payload):
    try:
        return {"value": payload, "value_json": json.loads(payload)}
    except ValueError:
        return {"value": payload}


def check_component(where, platform, component, messages, is_device):
    check(platform in FIELDS, f"{where}: platform {platform}")
    unknown = set(component) - FIELDS.get(platform, set())
    check(not unknown, f"{where}: unknown fields {unknown}")
    check(re.fullmatch(r"[A-Za-z0-9_]+", component.get("unique_id", "")), f"{where}: unique_id")
    availability = messages.get(component.get("availability_topic", "rowcast/status"), [])
    words = {component.get("payload_available", "online"), component.get("payload_not_available", "offline")}
    check(availability and set(availability) <= words, f"{where}: availability {availability}")
    payloads = [payload for payload in messages.get(component["state_topic"], []) if payload or not is_device]
    check(payloads, f"{where}: nothing came on {component['state_topic']}")
    values = [check_value(f"{where} of {payload!r}", platform, component, payload) for payload in payloads]
    check(set(values) != {"None"}, f"{where}: never a value")


def check_value(where, platform, component, payload):
    """Returns the value that Home Assistant would show; "None" is unknown there."""
    value = render(component.get("value_template", "{{ value }}"), **value_variables(payload))
    if "json_attributes_template" in component:
        attributes = render(component["json_attributes_template"], **value_variables(payload))
        check(isinstance(value_variables(attributes).get("value_json"), dict), f"{where}: attributes {attributes!r}")
    if platform == "binary_sensor":
        check(component.get("device_class") in BINARY_CLASSES, f"{where}: device class {component.get('device_class')}")
        check(value in {component.get("payload_on", "ON"), component.get("payload_off", "OFF")}, f"{where}: value {value}")
        return value
    device_class = component.get("device_class")
    check(device_class is None or component.get("unit_of_measurement") in UNITS.get(device_class, ()), f"{where}: unit")
    check(component.get("state_class") in STATE_CLASSES, f"{where}: state class")
    if "options" in component:
        check(device_class == "enum" and "state_class" not in component, f"{where}: options without the class enum")
        check(value in component["options"], f"{where}: {value} is no option")
    elif {"state_class", "unit_of_measurement"} & set(component) and value != "None":
        check(re.fullmatch(r"-?\d+(\.\d+)?", value), f"{where}: {value!r} is no number")
    check(value != "" and len(value) <= 255, f"{where}: value {value!r}")
    return value


def check_discovery(messages):
    """Returns the ids of the entities that Home Assistant makes of it: of the device's name and the entity's."""
    (topic, payloads), = [(topic, told) for topic, told in messages.items() if topic.startswith("homeassistant/")]
    check(re.fullmatch(r"homeassistant/device/[A-Za-z0-9_-]+/config", topic), f"discovery topic {topic}")
    device = json.loads(payloads[-1])
    check(set(device) == {"dev", "o", "cmps"}, f"{topic}: {set(device)}")
    check(set(device["dev"]) <= DEVICE_FIELDS and {"identifiers", "name"} <= set(device["dev"]), f"{topic}: {device['dev']}")
    check(set(device["o"]) <= ORIGIN_FIELDS and "name" in device["o"], f"{topic}: {device['o']}")
    entities = set()
    for name, component in device["cmps"].items():
        check_component(f"{topic} {name}", component["platform"], component, messages, is_device=True)
        entities.add(f"{component['platform']}.{slug(device['dev']['name'] + ' ' + component['name'])}")
    unique = [component.get("unique_id") for component in device["cmps"].values()]
    check(len(unique) == len(set(unique)), f"{topic}: unique ids {unique}")
    return entities


def slug(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def check_package(package, messages):
    check(set(package) == {"mqtt", "automation"}, f"rowcast.yaml: {set(package)}")
    entities = set()
    for item in package["mqtt"]:
        (platform, component), = item.items()
        check_component(f"rowcast.yaml {component['name']}", platform, component, messages, is_device=False)
        entities.add(f"{platform}.{slug(component['name'])}")
    return entities


def matches(topic_filter, topic):
    return re.fullmatch(topic_filter.replace("+", "[^/]+"), topic)


def check_automation(automation, messages, entities):
    where = f"rowcast.yaml {automation['id']}"
    for trigger in automation["triggers"]:
        if trigger["trigger"] == "state":
            check(trigger["entity_id"] in entities, f"{where}: no entity {trigger['entity_id']}")
            check_actions(where, automation, {})
            continue
        runs = 0
        for topic, payloads in messages.items():
            for payload in payloads if matches(trigger["topic"], topic) else []:
                if "payload" in trigger:
                    if render(trigger["value_template"], **value_variables(payload)) != trigger["payload"]:
                        continue
                variables = {"topic": topic, "payload": payload, "payload_json": json.loads(payload)}
                if all(render(each["value_template"], trigger=variables) == "True" for each in automation.get("conditions", [])):
                    check_actions(where, automation, variables)
                    runs += 1
        check(runs > 0, f"{where}: nothing that came sets it off")
        print(f"{automation['id']}: set off {runs} times")


def check_actions(where, automation, trigger):
    for action in automation["actions"]:
        check(action["action"] == "persistent_notification.create", f"{where}: action {action['action']}")
        for name, template in action["data"].items():
            text = render(template, trigger=trigger)
            check(text and "None" not in text, f"{where}: {name} is {text!r}")


def entities_of(card):
    if isinstance(card, dict):
        if isinstance(card.get("entity"), str):
            yield card["entity"]
        for value in card.values():
            yield from entities_of(value)
    elif isinstance(card, list):
        for value in card:
            yield from entities_of(value)


def main():
    messages = read_messages(sys.argv[1])
    entities = check_discovery(messages)
    package = yaml.safe_load((HERE / "rowcast.yaml").read_text(encoding="utf-8"))
    entities |= check_package(package, messages)
    for automation in package["automation"]:
        check_automation(automation, messages, entities)
    shown = set(entities_of(yaml.safe_load((HERE / "dashboard.yaml").read_text(encoding="utf-8"))))
    check(shown and shown <= entities, f"dashboard.yaml: no entities {shown - entities}")
    print(f"{len(entities)} entities, {len(shown)} of them on the dashboard")
    for problem in problems:
        print(f"not so: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
