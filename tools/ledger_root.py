#!/usr/bin/env python3
"""Recompute the root of an exported ledger, independently of the program that wrote it.

    dossier export LEDGER | python3 tools/ledger_root.py
    python3 tools/ledger_root.py ledger.ndjson

Prints "<size> <root in hex>", to be compared with the root in a checkpoint or report.
Each line must be one event in the canonical form of RFC 8785; the first line that is not
is named on standard error, and the exit status is 1. The root is the tree hash of
RFC 6962 section 2.1 over the lines, each without its line feed. Needs Python 3.9.
"""
import functools
import hashlib
import json
import math
import sys

quote = json.encoder.encode_basestring  # the fewest escapes, as RFC 8785 wants them


def number(value):
    """A number as ECMAScript prints it: repr has the same digits, but other forms."""
    value = float(value)
    if not math.isfinite(value):
        raise ValueError("a number that JSON cannot write")
    if value == 0:
        return "0"
    digits, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = digits.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = whole + fraction
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    sign = "-" if value < 0 else ""
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    mantissa = digits[0] + ("." + digits[1:] if digits[1:] else "")
    return f"{sign}{mantissa}e{point - 1:+d}"


@functools.lru_cache(1000)
def utf16(key):
    """What keys are sorted by: their UTF-16 code units."""
    return key.encode("utf-16-be")


def canonical(value):
    """The value as RFC 8785 writes it."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, dict):
        members = [quote(key) + ":" + canonical(value[key]) for key in sorted(value, key=utf16)]
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join([canonical(item) for item in value]) + "]"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return number(value)


def root(lines):
    """The number of lines and their root; `subtrees` has one hash for each bit of the size."""
    size, subtrees = 0, []
    for line in lines:
        line = line.removesuffix(b"\n")
        try:
            if canonical(json.loads(line.decode())).encode() != line:
                raise ValueError("not in canonical form")
        except (ValueError, OverflowError, RecursionError) as fault:
            sys.exit(f"line {size + 1}: {fault}")
        node, carry = hashlib.sha256(b"\x00" + line).digest(), size
        while carry & 1:
            node, carry = hashlib.sha256(b"\x01" + subtrees.pop() + node).digest(), carry >> 1
        subtrees.append(node)
        size += 1
    top = subtrees.pop() if subtrees else hashlib.sha256().digest()
    while subtrees:
        top = hashlib.sha256(b"\x01" + subtrees.pop() + top).digest()
    return size, top.hex()


if __name__ == "__main__":
    with open(sys.argv[1], "rb") if len(sys.argv) > 1 else sys.stdin.buffer as ledger:
        print(*root(ledger))
