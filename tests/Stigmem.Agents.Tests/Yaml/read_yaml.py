"""Reads YAML documents, one JSON string a line, and prints what the Python stack's loader makes of each, as JSON."""

import datetime
import json
import sys

import yaml


def plain(value):
    if isinstance(value, dict):
        return {"map": [[shown(key), plain(item)] for key, item in value.items()]}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return {"instant": value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, float):
        return {"real": repr(value)}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"whole": str(value)}
    return value


def shown(key):
    return "null" if key is None else str(key)


for line in sys.stdin:
    try:
        print(json.dumps(plain(yaml.safe_load(json.loads(line)))))
    except (yaml.YAMLError, ValueError):
        print('{"broken": true}')
