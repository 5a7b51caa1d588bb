"""The growth curve as SVG text: events against seconds; both axes are logarithmic, so linear growth has slope 1."""
import math

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 230, 52, 52
LABEL_GAP = 17
LIGHT = {"text": "#24292f", "grid": "#d0d7de", "lines": ("#0a58ca", "#1a7f37", "#8250df", "#bc4c00", "#57606a")}
DARK = {"text": "#e6edf3", "grid": "#30363d", "lines": ("#6cb6ff", "#57d364", "#c297ff", "#ffa657", "#9da7b1")}


def draw(curves, title):
    """The drawing; `curves` are names with their (events, seconds), at least two points each."""
    points = [point for _, line in curves for point in line]
    across = _Axis([events for events, _ in points], LEFT, WIDTH - RIGHT)
    up = _Axis([seconds for _, seconds in points], HEIGHT - BOTTOM, TOP)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img">'.format(WIDTH, HEIGHT),
        "<title>{}</title><style>{}</style>".format(title, _style()),
        '<text class="title" x="{}" y="20">{}</text>'.format(LEFT, title),
        *_axes(across, up, sorted({events for events, _ in points})),
    ]
    ends = _apart([up(line[-1][1]) for _, line in curves])
    for index, ((name, line), end) in enumerate(zip(curves, ends)):
        kind = "line{}".format(index % len(LIGHT["lines"]))
        places = [(across(events), up(seconds)) for events, seconds in line]
        parts.append('<g class="{}"><polyline points="{}"/>'.format(
            kind, " ".join("{:.1f},{:.1f}".format(*place) for place in places)))
        parts += ['<circle cx="{:.1f}" cy="{:.1f}" r="3"/>'.format(*place) for place in places]
        parts.append('<text x="{:.1f}" y="{:.1f}">{}, {}</text></g>'.format(
            places[-1][0] + 10, end + 4, name, _short(line[-1][1])))
    return "\n".join([*parts, "</svg>", ""])


def _style():
    """The style sheet, for light and for dark."""
    return "\n".join([
        "text { font: 13px system-ui, sans-serif } .title { font-weight: 600 }",
        "polyline { fill: none; stroke-width: 2 }", _colours(LIGHT),
        "@media (prefers-color-scheme: dark) {", _colours(DARK), "}"])


def _colours(palette):
    """The rules that set colours."""
    lines = ["text {{ fill: {text} }} .axis {{ stroke: {text} }} .grid {{ stroke: {grid} }}".format(**palette)]
    lines += [".line{0} polyline {{ stroke: {1} }} .line{0} circle, .line{0} text {{ fill: {1} }}".format(
        number, colour) for number, colour in enumerate(palette["lines"])]
    return "\n".join(lines)


class _Axis:
    """Places values on a line by their logarithm."""

    def __init__(self, values, start, end):
        """The axis reaches a little beyond the values."""
        self.low, self.high = math.log10(min(values)) - 0.05, math.log10(max(values)) + 0.05
        self.start, self.end = start, end

    def __call__(self, value):
        """Where a value lies."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self):
        """Round values within: 1, 3, 10, 30 and so on."""
        values = [base * 10.0 ** power for power in range(math.floor(self.low), math.ceil(self.high) + 1)
                  for base in (1, 3)]
        return [value for value in values if self.low <= math.log10(value) <= self.high]


def _axes(across, up, sizes):
    """Grid, ticks and titles of both axes."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for seconds in up.ticks():
        height = up(seconds)
        yield '<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>'.format(LEFT, right, height, height)
        yield '<text x="{}" y="{:.1f}" text-anchor="end">{:g}</text>'.format(LEFT - 8, height + 4, seconds)
    for events in sizes:
        yield '<text x="{:.1f}" y="{}" text-anchor="middle">{:g}</text>'.format(
            across(events), bottom + 19, events / 1_000_000)
    yield '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'.format(LEFT, right, bottom, bottom)
    yield '<text x="{}" y="{}" text-anchor="middle">million events</text>'.format((LEFT + right) / 2, bottom + 40)
    yield '<text x="{}" y="{}">seconds</text>'.format(8, TOP - 10)


def _apart(heights):
    """The heights of labels, moved down where they would overlap, and all up again where that left the frame."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed, last = [0.0] * len(heights), -math.inf
    for index in order:
        last = placed[index] = max(heights[index], last + LABEL_GAP)
    over = max(0.0, last - (HEIGHT - BOTTOM))
    return [height - over for height in placed]


def _short(seconds):
    """A time for a label."""
    return "{:.1f} s".format(seconds) if seconds >= 1 else "{:.0f} ms".format(seconds * 1000)
