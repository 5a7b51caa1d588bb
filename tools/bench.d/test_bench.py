"""The benchmark's own arithmetic: python3 -m unittest discover tools/bench.d."""
import unittest

import answer
import chart
import checks
import workload
from figures import Figure, ratio
from running import Failure


def step(recorded, kind, due=None, to_unit=None):
    """A step of a life as write_plain keeps it."""
    return (recorded, "dossier." + kind, "id-" + recorded + kind, "1.001", due, to_unit)


class Arithmetic(unittest.TestCase):
    """What a wrong figure would come from."""

    def test_ratio_counts_events(self):
        """Twice the events in the same time are twice as fast; the spread is that of the worst pairs."""
        one = ratio("", Figure("", 200, [1.0, 2.0, 4.0], [1.0]), Figure("", 100, [2.0, 3.0, 3.0], [2.0]))
        self.assertEqual((one.value, one.low, one.high, one.processor), (3.0, 1.0, 6.0, 4.0))

    def test_different_answers_fail(self):
        """One figure of one row is enough."""
        row = {"unit": "H1", "sector": "land", **dict.fromkeys(checks.ALL, 1)}
        report = {"rows": [{"group": {"unit": "H2", "sector": "land"}, "reported": dict.fromkeys(checks.ALL, 1)}]}
        peers = {("DuckDB", "plain"): [row]}
        checks.check_plain(report, peers, {"H1": "H2"})
        row["early"] = 2
        with self.assertRaises(Failure):
            checks.check_plain(report, peers, {"H1": "H2"})

    def test_plain_lives(self):
        """A pause, a second finish or a transfer after the finish makes a life that the queries get wrong."""
        plain = [step("1", "received", "9"), step("2", "transferred", to_unit="H2"), step("3", "completed")]
        self.assertTrue(workload._is_plain(plain, set(), set()))
        for more in (step("4", "paused"), step("4", "withdrawn"), step("4", "transferred", to_unit="H3")):
            self.assertFalse(workload._is_plain([*plain, more], set(), set()), more)
        self.assertFalse(workload._is_plain(plain, {"1.001"}, set()))
        self.assertFalse(workload._is_plain(plain, set(), {"id-3completed"}))

    def test_thresholds(self):
        """A ratio below its threshold is told, and one that was not measured."""
        one = ratio("a", Figure("", 1, [2.0], [1.0]), Figure("", 1, [1.0], [1.0]))
        results = {1_000_000: {"ratios": [one]}}
        self.assertEqual(answer.below_thresholds({"growth": 1, "ratios": {"a": 0.5}}, results, []), [])
        self.assertEqual(len(answer.below_thresholds({"growth": 1, "ratios": {"a": 0.6, "b": 1}}, results, [])), 2)
        self.assertEqual(len(answer.below_thresholds({"growth": 0.6, "ratios": {}}, results, [one])), 0)
        self.assertEqual(len(answer.below_thresholds({"growth": 1.1, "ratios": {}}, results, [one])), 1)

    def test_labels_apart(self):
        """Labels keep their order and their distance, and stay in the frame."""
        heights = chart._apart([100.0, 101.0, chart.HEIGHT])
        self.assertEqual(sorted(heights), heights)
        self.assertTrue(all(after - before >= chart.LABEL_GAP for before, after in zip(heights, heights[1:])))
        self.assertLessEqual(heights[-1], chart.HEIGHT - chart.BOTTOM)


if __name__ == "__main__":
    unittest.main()
