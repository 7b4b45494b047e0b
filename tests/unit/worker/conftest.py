# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Platforms of each class: neither, look-up, repeatable."""

from __future__ import annotations

import pytest

from tests.support.newsroom import Newsroom
from tests.support.platform import AskablePlatform, PlainPlatform, RepeatablePlatform


@pytest.fixture
def plain():
    return PlainPlatform()


@pytest.fixture
def askable():
    return AskablePlatform()


@pytest.fixture
def newsroom(tmp_path, database):
    return Newsroom(tmp_path, database)


@pytest.fixture
def repeatable():
    return RepeatablePlatform()
