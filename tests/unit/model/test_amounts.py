# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from decimal import Decimal

import pytest

from scheduler.model.amounts import amount, in_smallest, parse_amount


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        pytest.param("1.234,50", "cost", 123450, id="German"),
        pytest.param("1,234.50", "cost", 123450, id="English"),
        pytest.param("1\u00a0234,50 €", "cost", 123450, id="spaces and unit"),
        pytest.param("0,1", "cost", 10, id="one decimal"),
        pytest.param("12.345,670", "cost", None, id="three decimals"),
        pytest.param("1.234", "cost", None, id="thousand or one, money"),
        pytest.param("1.234", "reach", None, id="thousand or one, count"),
        pytest.param("1.234.567", "reach", 1234567, id="two thousands' marks"),
        pytest.param("1.234.5678", "reach", None, id="groups that do not fit"),
        pytest.param("1.23,4", "cost", None, id="mixed up"),
        pytest.param("1 234", "reach", 1234, id="space between thousands"),
        pytest.param("12,0", "reach", 12, id="whole number of a spreadsheet"),
        pytest.param("12,5", "reach", None, id="half a person"),
        pytest.param("12,5 Std.", "work_hours", 1250, id="hours"),
        pytest.param("-5", "reach", None, id="negative"),
        pytest.param("²", "reach", None, id="digit of another kind"),
        pytest.param("9" * 30, "reach", None, id="more than can be kept"),
        pytest.param("", "reach", None, id="nothing"),
    ],
)
def test_amount_is_read_only_where_it_is_sure(text, metric, value):
    assert parse_amount(text, metric) == value


@pytest.mark.parametrize(
    ("value", "metric", "shown"),
    [(1230, "cost", Decimal("12.30")), (1230, "reach", 1230), (7, "unheard_of", 7)],
)
def test_amount_is_shown_in_its_unit(value, metric, shown):
    assert amount(value, metric) == shown


def test_goal_in_euros_is_kept_in_cents():
    assert in_smallest(1234.57, "cost") == 123457
