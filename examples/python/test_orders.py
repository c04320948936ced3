"""python3 -m unittest, in this directory."""

import unittest

from orders import Orders


def event(version, after, before=None):
    return {"version": version, "before": before, "after": after}


class OrdersTest(unittest.TestCase):
    def setUp(self):
        self.orders = Orders()

    def test_state_is_what_is(self):
        self.orders.state("7", {"status": "pending"}, "1")
        self.assertEqual({"status": "pending"}, self.orders.get("7"))
        self.orders.state("7", None, "2")
        self.assertIsNone(self.orders.get("7"))
        self.assertEqual(0, len(self.orders))

    def test_tells_an_event_once(self):
        self.assertTrue(self.orders.event("7", event("1", {"status": "pending"})))
        self.assertFalse(self.orders.event("7", event("1", {"status": "pending"})))
        self.assertTrue(self.orders.event("7", event("2", None, {"status": "pending"})))
        self.assertFalse(self.orders.event("7", event("1", {"status": "pending"})), "also once the row is gone")
        self.assertIsNone(self.orders.get("7"))

    def test_tells_the_event_of_a_state_that_came_before(self):
        self.orders.state("7", {"status": "shipped"}, "2")
        self.assertTrue(self.orders.event("7", event("2", {"status": "shipped"})))

    def test_older_events_are_told_and_do_not_take_the_row_back(self):
        self.orders.state("7", {"status": "delivered"}, "3")
        self.assertTrue(self.orders.event("7", event("2", {"status": "shipped"})))
        self.assertEqual({"status": "delivered"}, self.orders.get("7"))

    def test_older_state_does_not_take_the_row_back(self):
        self.orders.event("7", event("3", None))
        self.orders.state("7", {"status": "pending"}, "2")
        self.assertIsNone(self.orders.get("7"))

    def test_state_without_a_version_holds(self):
        self.orders.state("7", {"status": "shipped"}, "3")
        self.orders.state("7", {"status": "delivered"})
        self.assertEqual({"status": "delivered"}, self.orders.get("7"))
        self.assertFalse(self.orders.event("7", event("", None)))

    def test_an_event_without_its_columns_leaves_the_state(self):
        self.orders.state("7", {"id": 7}, "2")
        oversized = {**event("2", None), "oversized": {"bytes": 100034, "limit": 65536}}
        self.assertTrue(self.orders.event("7", oversized))
        self.assertEqual({"id": 7}, self.orders.get("7"))

    def test_what_is_not_there_after_a_refill_is_gone(self):
        for key in "5", "6", "7":
            self.orders.state(key, {}, "1")
        self.orders.begin_refill()
        self.assertTrue(self.orders.is_refilling)
        self.orders.state("6", {}, "1")
        self.orders.event("7", event("2", {}))
        self.assertEqual(["5"], self.orders.end_refill())
        self.assertEqual(2, len(self.orders))
        self.assertFalse(self.orders.is_refilling)

    def test_remembers_so_many_that_are_gone(self):
        orders = Orders(remember_gone=1)
        for key in "6", "7":
            orders.event(key, event("1", None))
        self.assertFalse(orders.event("7", event("1", None)))
        self.assertTrue(orders.event("6", event("1", None)))


if __name__ == "__main__":
    unittest.main()
